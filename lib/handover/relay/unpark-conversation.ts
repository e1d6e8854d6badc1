import "server-only";
import { shardOf } from "./shard.ts";
import { wakeRelay } from "./wake.ts";

/** Runs one statement with one parameter and gives its rows: a pg pool's way or Prisma's. */
type Run = (sql: string, conversationId: string) => Promise<readonly unknown[]>;

const UNPARK = `
WITH freed AS (
  UPDATE conversation SET parked_at = NULL, parked_reason = NULL WHERE id = $1 AND parked_at IS NOT NULL RETURNING id
), again AS (
  UPDATE relay_waiting w SET state = 0, attempts = 0, next_at = NULL, error = NULL
  FROM relay_event e JOIN freed ON e.conversation_key = freed.id
  WHERE w.shard = e.shard AND w.event_id = e.id AND w.state = 2
), shown AS (
  UPDATE message SET delivery = 'stored', delivery_error = NULL
  WHERE conversation_id = $1 AND delivery = 'failed' AND EXISTS (SELECT FROM freed)
)
SELECT pg_notify('patchbay', json_build_object('topic', topic)::text)::text
FROM freed, unnest(ARRAY['conversations', 'conversation:' || freed.id, 'relay']) AS topic`;

/** Lets a parked conversation be tried again from where it stopped. Returns false when it was not parked. */
export async function unparkConversation(run: Run, conversationId: string): Promise<boolean> {
  const told = await run(UNPARK, conversationId);
  if (told.length === 0) return false;
  // Inside a transaction this is too early, and the NOTIFY that comes with the commit is what counts.
  wakeRelay([shardOf(conversationId)]);
  return true;
}
