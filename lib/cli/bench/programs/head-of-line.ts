import { pool } from "#lib/db/client.ts";
import { serveProgram } from "../program.ts";
import { OrderCheck } from "./order-check.ts";

/**
 * The usual ordered queue on PostgreSQL: the oldest event of each conversation, locked with SKIP LOCKED, a hundred
 * at a time, delivered and marked in one transaction.
 */
const LOOPS = 4;
const check = new OrderCheck();

const TAKE = {
  name: "peer-take",
  text: `SELECT id, conversation_key, payload FROM peer_event e
         WHERE state = 0 AND NOT EXISTS (
           SELECT FROM peer_event older
           WHERE older.conversation_key = e.conversation_key AND older.state = 0 AND older.id < e.id)
         ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED`,
};
const DONE = "UPDATE peer_event SET state = 1, done_at = now() WHERE id = ANY($1::bigint[])";

async function loop(total: number): Promise<void> {
  const client = await pool().connect();
  try {
    while (check.count < total) {
      await client.query("BEGIN");
      const { rows } = await client.query(TAKE);
      for (const row of rows) check.saw(row.conversation_key, row.payload.n);
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) await client.query({ name: "peer-done", text: DONE, values: [ids] });
      await client.query("COMMIT");
      // Everything that is left is in the hands of the other loops.
      if (ids.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  } finally {
    client.release();
  }
}

serveProgram(
  {},
  {
    run: async (total: number) => {
      check.reset();
      await Promise.all(Array.from({ length: LOOPS }, () => loop(total)));
    },
    breaks: () => check.breaks,
  },
);
