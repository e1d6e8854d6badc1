import "server-only";
import type pg from "pg";
import { shardOf } from "./shard.ts";
import { wakeRelay } from "./wake.ts";

/** Lets a parked conversation be tried again from where it stopped. Returns false when it was not parked. */
export async function unparkConversation(
  client: Pick<pg.Pool, "query">,
  conversationId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH freed AS (
       UPDATE conversation SET parked_at = NULL, parked_reason = NULL WHERE id = $1 AND parked_at IS NOT NULL RETURNING id
     ), again AS (
       UPDATE relay_event SET state = 0, attempts = 0, next_at = NULL, error = NULL
       WHERE conversation_key = $1 AND state = 2 AND EXISTS (SELECT FROM freed)
     ), shown AS (
       UPDATE message SET delivery = 'stored', delivery_error = NULL
       WHERE conversation_id = $1 AND delivery = 'failed' AND EXISTS (SELECT FROM freed)
     )
     SELECT pg_notify('patchbay', json_build_object('topic', topic)::text)
     FROM freed, unnest(ARRAY['conversations', 'conversation:' || $1::text, 'relay']) AS topic`,
    [conversationId],
  );
  if (!rowCount) return false;
  wakeRelay([shardOf(conversationId)]);
  return true;
}
