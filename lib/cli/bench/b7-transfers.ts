import { ensureBuild } from "../build.ts";
import { seedPeople } from "./bench-people.ts";
import { benchExport } from "./export-bench.ts";
import { fillTransferLog } from "./fill-transfer-log.ts";
import { startConsole } from "./next-server.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const YEAR_MS = 365 * 86_400_000;
/** What the file of an admin holds, in the same order. */
const SAME = `SELECT at, ended_at, id, call_id, caller, connection_id, policy_id, policy_name, policy_version, queue_id, queue_name,
  skill_id, skill_name, target, agent_id, agent_name, presence, outcome, reason, reason_text, attempts, duration_ms, source,
  note, actor_kind, actor_id, actor_name, request_id, timeline, metrics FROM transfer ORDER BY at DESC, id DESC`;

/** B7: the log of transfers as CSV over HTTP beside psql's COPY of the same rows in the same order. */
export const exportTransferLog: Row = {
  id: "B7",
  title: "export of a long log of transfers",
  async run(context: BenchContext): Promise<Line[]> {
    const rows = context.quick ? 200_000 : 1_000_000;
    const end = new Date();
    const database = await (await context.server()).database("bench_b7_transfers");
    context.say(`B7 filling ${rows} transfers`);
    await fillTransferLog(database.url, rows, end);
    context.say("B7 building");
    ensureBuild();
    const authorization = `Bearer ${await seedPeople(database.url)}`;
    const server = await startConsole(database.url, "console");
    try {
      return await benchExport(context, {
        what: "transfers",
        rows,
        pid: server.pid,
        address: `http://127.0.0.1:${server.port}/api/transfers/export?format=csv`,
        authorization,
        tenth: `&from=${new Date(end.getTime() - YEAR_MS / 10).toISOString()}`,
        databaseUrl: database.url,
        same: SAME,
      });
    } finally {
      await server.stop();
      await database.drop();
    }
  },
};
