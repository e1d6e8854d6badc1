import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import type { Outcome } from "../schema.ts";

/** Messages about a transfer are known by it, so that none is said twice and the page can lead there. */
export const transferMessageId = (transferId: string, what: string) => `transfer.${transferId}.${what}`;

/** How a transfer ended, as the visitor of the conversation is told. */
const WORDS: Record<Outcome, (target: string) => string> = {
  connected: (target) => `Your call is connected to ${target}.`,
  fallback: (target) => `Your call is connected to ${target}.`,
  voicemail: () => "Nobody could take your call, so it went to voicemail.",
  failed: () => "Your call could not be transferred.",
  disconnected: () => "Your call has ended.",
  unknown: () => "We do not know whether your call was transferred.",
  cancelled: () => "The transfer of your call was cancelled.",
};

type Told = { id: string; conversationId: string | null; outcome: Outcome; target: string; at: Date };

/** Says in the conversation that a transfer was started from how that ended, in the transaction that closes it. */
export async function tellConversation(
  tx: Tx,
  { id, conversationId, outcome, target, at }: Told,
): Promise<void> {
  if (!conversationId) return;
  const exists = await tx.conversation.updateMany({
    where: { id: conversationId },
    data: { lastMessageAt: at },
  });
  // Retention may have taken it meanwhile.
  if (exists.count === 0) return;
  await tx.message.createMany({
    data: {
      conversationId,
      externalId: transferMessageId(id, "ended"),
      author: "system",
      text: WORDS[outcome](target),
      sentAt: at,
      delivery: "delivered",
    },
    skipDuplicates: true,
  });
  for (const topic of ["conversations", `conversation:${conversationId}`]) await notify(tx, topic);
}
