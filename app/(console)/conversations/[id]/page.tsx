// Owner of the data: TanStack Query (a live transcript), in ConversationDetail.
import type { Metadata } from "next";
import { ConversationDetail } from "#components/conversations/conversation-detail.tsx";
import { QueryProvider } from "#components/query-provider.tsx";

export const metadata: Metadata = { title: "Conversation" };

export default async function ConversationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <QueryProvider>
      <ConversationDetail id={id} />
    </QueryProvider>
  );
}
