import "server-only";
import type pg from "pg";

/**
 * Marks that a human was asked for, from which moment on the bot is silent: messages that were already on their way
 * wait for the agent instead of being answered. Asking again while it is under way changes nothing. Returns the number
 * of the handover in its conversation.
 */
export async function requestHandover(
  client: Pick<pg.Pool, "query">,
  conversationId: string,
  at: Date,
): Promise<number> {
  const { rows } = await client.query<{ handover_seq: number }>(
    `UPDATE conversation SET handover_seq = handover_seq + CASE WHEN state = 'bot' THEN 1 ELSE 0 END,
       handover_at = CASE WHEN state = 'bot' THEN $2 ELSE handover_at END, state = 'requested'
     WHERE id = $1 RETURNING handover_seq`,
    [conversationId, at],
  );
  return rows[0]?.handover_seq ?? 0;
}
