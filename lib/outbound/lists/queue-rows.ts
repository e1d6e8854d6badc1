import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { hastenDue, insertDue } from "#lib/jobs/due-rows.ts";
import { CALLS } from "../subject.ts";
import type { ListState } from "./state.ts";

const { sql } = Prisma;

/**
 * Holds a list until the transaction ends, so that it is not paused or stopped while a row of it begins; null when it is
 * gone. Always the first lock that a transaction takes.
 */
export async function lockList(tx: Tx, listId: string): Promise<ListState | null> {
  const [list] = await tx.$queryRaw<{ state: ListState }[]>`
    SELECT state FROM outbound_list WHERE id = ${listId} FOR UPDATE`;
  return list?.state ?? null;
}

/**
 * Has the next row of every agent, or of one, looked at. Only that one row per agent is in the due table, so ten thousand rows that
 * wait for one agent cost no more than one. With the list locked.
 */
export async function queueRows(tx: Tx, listId: string, agentId: string | null = null): Promise<void> {
  const ofAgent = agentId === null ? Prisma.empty : sql`AND agent_id = ${agentId}`;
  const heads = await tx.$queryRaw<{ id: string; queued: boolean }[]>`
    SELECT id, EXISTS (SELECT FROM due WHERE due.queue = ${CALLS} AND due.id = head.id) AS queued
    FROM (
      SELECT DISTINCT ON (agent_id) id, phase FROM outbound_call
      WHERE list_id = ${listId} AND ended_at IS NULL ${ofAgent}
      ORDER BY agent_id, phase = 'waiting', row_number
    ) head
    WHERE phase = 'waiting'`;
  for (const { id } of heads.filter(({ queued }) => queued)) await hastenDue(tx, CALLS, id);
  const fresh = heads.filter(({ queued }) => !queued).map(({ id }) => id);
  if (fresh.length > 0) await insertDue(tx, CALLS, fresh);
}

/** After a row has ended: the next one of its agent has its turn, and a list without open rows is done. With the list locked. */
export async function moveOn(
  tx: Tx,
  listId: string,
  agentId: string,
  state: ListState | null,
): Promise<void> {
  if (state === "running") await queueRows(tx, listId, agentId);
  await tx.$executeRaw`
    UPDATE outbound_list SET state = 'done', changed_at = now()
    WHERE id = ${listId} AND state IN ('running', 'paused')
      AND NOT EXISTS (SELECT FROM outbound_call WHERE list_id = ${listId} AND ended_at IS NULL)`;
}
