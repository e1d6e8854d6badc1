import "server-only";
import { pool } from "#lib/db/client.ts";

/** What queues were called last; one whose rows are no longer kept has no name here. */
export async function nameQueues(ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ id: string; name: string | null }>(
    `SELECT asked.id, last.name FROM unnest($1::text[]) AS asked(id), LATERAL (
       SELECT queue_name AS name FROM transfer WHERE queue_id = asked.id ORDER BY at DESC LIMIT 1
     ) AS last`,
    [ids],
  );
  return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name]] : [])));
}
