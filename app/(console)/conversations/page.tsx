// Owner of the data: TanStack Query (a live list), in ConversationList.
import type { Metadata } from "next";
import { Suspense } from "react";
import { ConversationList } from "#components/conversations/conversation-list.tsx";
import { QueryProvider } from "#components/query-provider.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonLines } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Conversations" };

export default function ConversationsPage() {
  return (
    <>
      <PageHeader title="Conversations" note="Who talks to a bot or an agent now, and who did." />
      <Suspense fallback={<SkeletonLines lines={8} />}>
        <QueryProvider>
          <ConversationList />
        </QueryProvider>
      </Suspense>
    </>
  );
}
