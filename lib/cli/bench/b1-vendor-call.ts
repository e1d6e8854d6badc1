import { startLoadGenerator } from "./load.ts";
import { type Program, startProgram } from "./program.ts";
import { interleave, ratioOf, warmUp } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const CONNECTIONS = 50;

/** B1: what our one way out costs beside a bare connection pool, and beside a ready-made proxy. */
export const vendorCall: Row = {
  id: "B1",
  title: "one vendor call through lib/http",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b1");
    const upstream = await startProgram("json-upstream");
    const env = { BENCH_UPSTREAM: `http://127.0.0.1:${upstream.ready.port}`, DATABASE_URL: database.url };
    const [ours, bare, fastify] = await Promise.all([
      startProgram("proxy-ours", env),
      startProgram("proxy-bare", env),
      startProgram("proxy-fastify", env),
    ]);
    const load = await startLoadGenerator();
    let sent = 0;
    const rate = async (proxy: Program<{ port: number }>, ms: number) => {
      const path = "/inContactAPI/services/v32.0/skills";
      const target = { port: proxy.ready.port, path, connections: CONNECTIONS, ms, expect: 200 };
      const { perSecond, requests } = await load.run(target);
      if (proxy !== ours) return perSecond;
      sent += requests;
      // What the log still has to store must not slow the one that is measured next.
      await ours.call("settle");
      return perSecond;
    };
    try {
      const ms = context.quick ? 800 : 2_000;
      context.say("B1 warming up");
      for (const proxy of [ours, bare, fastify]) await warmUp(() => rate(proxy, 1_000), 12);
      context.say("B1 measuring");
      const series = await interleave(
        { ours: () => rate(ours, ms), bare: () => rate(bare, ms), fastify: () => rate(fastify, ms) },
        context.quick ? 3 : 7,
      );
      const kept = Math.round(((await ours.call<number>("stored")) / sent) * 100);
      const note = `the request log kept ${kept} % of these calls: above 1,000 a second it samples.`;
      const perSecond = (value: number) => `${Math.round(value)} req/s`;
      return [
        {
          row: "B1",
          what: "vendor call, against undici's Pool alone",
          ours: perSecond(series.ours.median),
          peer: perSecond(series.bare.median),
          ratio: ratioOf(series.ours, series.bare),
          goal: { atLeast: 0.8 },
          note,
        },
        {
          row: "B1",
          what: "vendor call, against @fastify/http-proxy",
          ours: perSecond(series.ours.median),
          peer: perSecond(series.fastify.median),
          ratio: ratioOf(series.ours, series.fastify),
          goal: { atLeast: 1.3 },
        },
      ];
    } finally {
      for (const program of [load, ours, bare, fastify, upstream]) await program.stop();
      await database.drop();
    }
  },
};
