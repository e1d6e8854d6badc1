import "server-only";
import { type Asked, ask } from "#lib/db/ask.ts";
import { LIVE_CHANNEL } from "#lib/live/notify.ts";

/** The right to look at a row: it ends when somebody else takes the row, whose fence is then higher. */
export type Held = { id: string; fence: number };

/** A wait is never longer: what lies further ahead was written by a clock that has jumped since. */
export const MAX_WAIT_MS = 10 * 60_000;
/** What a look may be late before the rest does not count as waited for: nobody looked, so nothing is known of it. */
export const LATE_MS = 5_000;

export const dueTopic = (queue: string) => `due.${queue}`;

/** Puts rows into the table in the transaction of what is to be looked at, and wakes who looks when it commits. */
export async function insertDue(
  client: Asked,
  queue: string,
  ids: readonly string[],
  { afterMs = 0 }: { afterMs?: number } = {},
): Promise<void> {
  await ask(client, {
    name: "due.insert",
    text: `INSERT INTO due (queue, id, next_at)
      SELECT $1, id, now() + $3::int * interval '1 ms' FROM unnest($2::text[]) AS new(id)`,
    values: [queue, ids, Math.min(afterMs, MAX_WAIT_MS)],
  });
  await wakeDue(client, queue);
}

/** Has a row looked at now, whenever it was to be; whoever holds it goes on. Without such a row nothing happens. */
export async function hastenDue(client: Asked, queue: string, id: string): Promise<void> {
  await ask(client, {
    name: "due.hasten",
    text: "UPDATE due SET next_at = now() WHERE queue = $1 AND id = $2",
    values: [queue, id],
  });
  await wakeDue(client, queue);
}

/**
 * Locks a held row until the transaction ends, so that a change made in it is made by nobody else; false when the row is
 * not held any more: then change nothing.
 */
export async function guardDue(client: Asked, queue: string, { id, fence }: Held): Promise<boolean> {
  const rows = await ask(client, {
    name: "due.guard",
    text: `SELECT id FROM due
      WHERE queue = $1 AND id = $2 AND fence = $3::bigint AND lease_until IS NOT NULL FOR UPDATE`,
    values: [queue, id, fence],
  });
  return rows.length > 0;
}

/** Takes a held row out of the table, in the transaction that ends what it stood for; false when it is not held any more. */
export async function removeDue(client: Asked, queue: string, { id, fence }: Held): Promise<boolean> {
  const rows = await ask(client, {
    name: "due.remove",
    text: "DELETE FROM due WHERE queue = $1 AND id = $2 AND fence = $3::bigint RETURNING id",
    values: [queue, id, fence],
  });
  return rows.length > 0;
}

async function wakeDue(client: Asked, queue: string): Promise<void> {
  await ask(client, {
    name: "due.wake",
    text: "SELECT pg_notify($1, $2)::text",
    values: [LIVE_CHANNEL, JSON.stringify({ topic: dueTopic(queue) })],
  });
}
