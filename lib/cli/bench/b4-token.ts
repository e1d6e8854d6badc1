import pg from "pg";
import { type Program, startProgram } from "./program.ts";
import { interleave, ratioOf } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const PROCESSES = 4;
const CALLERS = 50;

const EXPIRE = `UPDATE access_token SET expires_at = now() - interval '1 minute',
                  refresh_at = now() - interval '2 minutes'`;

/** B4: what an expired token costs those who wait for it, and what a good one costs. */
export const token: Row = {
  id: "B4",
  title: "access tokens",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b4");
    const vendor = await startProgram("token-endpoint");
    const env = { BENCH_VENDOR: `http://127.0.0.1:${vendor.ready.port}`, DATABASE_URL: database.url };
    const callers: Program<unknown>[] = await Promise.all(
      Array.from({ length: PROCESSES }, () => startProgram<unknown>("token-callers", env)),
    );
    const [first] = callers as [Program<unknown>];
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const rounds = context.quick ? 5 : 15;
    const requests: number[] = [];

    const slowestWaiter = async () => {
      await client.query(EXPIRE);
      await Promise.all(callers.map((program) => program.call("forget")));
      await vendor.call("takeCount");
      const slowest = await Promise.all(callers.map((program) => program.call<number>("slowestOf", CALLERS)));
      requests.push(await vendor.call<number>("takeCount"));
      return Math.max(...slowest);
    };
    try {
      context.say("B4 measuring");
      // The first round makes the row and opens the connections.
      await slowestWaiter();
      requests.length = 0;
      const waiting = await interleave(
        { ours: slowestWaiter, refresh: () => first.call<number>("oneRefresh") },
        rounds,
      );
      const reading = await interleave(
        {
          hit: () => first.call<number>("hit", 1_000_000),
          select: () => first.call<number>("select", context.quick ? 500 : 2_000),
        },
        context.quick ? 3 : 5,
      );
      const most = Math.max(...requests);
      return [
        {
          row: "B4",
          what: `token requests of ${PROCESSES * CALLERS} callers in ${PROCESSES} processes, worst of ${rounds}`,
          ours: `${most} requests`,
          peer: "1 request",
          ratio: most,
          goal: { atMost: 1 },
        },
        {
          row: "B4",
          what: "slowest of them, against one refresh",
          ours: `${waiting.ours.median.toFixed(1)} ms`,
          peer: `${waiting.refresh.median.toFixed(1)} ms`,
          ratio: ratioOf(waiting.ours, waiting.refresh),
          goal: { atMost: 1.15 },
        },
        {
          row: "B4",
          what: "a token in memory, against a select by primary key",
          ours: `${reading.hit.median.toFixed(3)} µs`,
          peer: `${reading.select.median.toFixed(0)} µs`,
          ratio: ratioOf(reading.hit, reading.select),
          goal: { atMost: 0.01 },
        },
      ];
    } finally {
      await client.end();
      for (const program of [...callers, vendor]) await program.stop();
      await database.drop();
    }
  },
};
