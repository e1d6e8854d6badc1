import pg from "pg";
import { ensureBuild } from "../build.ts";
import { fillAuditLog } from "./audit-rows.ts";
import { seedPeople } from "./bench-people.ts";
import { benchExport } from "./export-bench.ts";
import { startConsole } from "./next-server.ts";
import type { BenchContext, Line, Row } from "./row.ts";

/** What the file holds, as it stands in the table: the peer does not look for formulas. */
const SAME =
  "seq, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id, ip, result, reason, version, " +
  "encode(prev_hash, 'hex'), encode(hash, 'hex')";

/** B7: the audit log as CSV over HTTP beside psql's COPY of the same rows in the same order. */
export const exportLog: Row = {
  id: "B7",
  title: "export of a long log",
  async run(context: BenchContext): Promise<Line[]> {
    const rows = context.quick ? 200_000 : 1_000_000;
    const database = await (await context.server()).database("bench_b7");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    context.say(`B7 filling ${rows} rows`);
    await fillAuditLog(client, "bench_log", rows);
    // The route reads the real table: the filled one takes its place.
    await client.query(
      "ALTER TABLE audit_entry RENAME TO audit_entry_made; ALTER TABLE bench_log RENAME TO audit_entry",
    );
    context.say("B7 building");
    ensureBuild();
    const authorization = `Bearer ${await seedPeople(database.url)}`;
    const server = await startConsole(database.url, "console");
    const address = `http://127.0.0.1:${server.port}/api/audit/export?format=csv`;
    const tenth = await client.query<{ at: Date }>("SELECT at FROM audit_entry WHERE seq = $1", [rows / 10]);
    try {
      return await benchExport(context, {
        what: "audit rows",
        rows,
        pid: server.pid,
        address,
        authorization,
        tenth: `&to=${tenth.rows[0]?.at.toISOString()}`,
        databaseUrl: database.url,
        same: `SELECT ${SAME} FROM audit_entry ORDER BY seq`,
      });
    } finally {
      await server.stop();
      await client.end();
      await database.drop();
    }
  },
};
