import "server-only";
import { pool } from "#lib/db/client.ts";

const MOST = 300;

/**
 * What stands in the log of one kind, by name, each with the name it had last. Leaps along the index from one id to the
 * next instead of reading every row: as long as there are few of them among millions of rows, so long it takes.
 */
export async function listNamed(kind: "queue" | "skill" | "agent"): Promise<{ id: string; name: string }[]> {
  const [id, name] = [`${kind}_id`, `${kind}_name`];
  const { rows } = await pool().query<{ id: string; name: string | null }>(
    `WITH RECURSIVE leap AS (
       (SELECT ${id} AS id, 1 AS n FROM transfer WHERE ${id} IS NOT NULL ORDER BY ${id} LIMIT 1)
       UNION ALL
       SELECT next.id, leap.n + 1 FROM leap, LATERAL (
         SELECT ${id} AS id FROM transfer WHERE ${id} > leap.id ORDER BY ${id} LIMIT 1
       ) AS next
       WHERE leap.n < ${MOST}
     )
     SELECT leap.id, last.name FROM leap, LATERAL (
       SELECT ${name} AS name FROM transfer WHERE ${id} = leap.id ORDER BY at DESC LIMIT 1
     ) AS last`,
  );
  return rows
    .map((row) => ({ id: row.id, name: row.name ?? row.id }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}
