// Owner of the data: this Server Component for the name; the chat itself follows its own stream.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Webchat } from "#components/webchat/webchat.tsx";
import { getChat } from "#lib/handover/conversation/reads.ts";

type Props = { params: Promise<{ providerId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const chat = await getChat((await params).providerId);
  return { title: chat ? `Chat with ${chat.name}` : "Chat" };
}

export default async function ChatPage({ params }: Props) {
  await connection();
  const chat = await getChat((await params).providerId);
  if (!chat) notFound();
  return (
    <main>
      <Webchat {...chat} />
    </main>
  );
}
