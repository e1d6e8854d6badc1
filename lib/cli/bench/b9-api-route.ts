import { ensureBuild } from "../build.ts";
import { seedPeople } from "./bench-people.ts";
import { startLoadGenerator } from "./load.ts";
import { startConsole, startPeerApp } from "./next-server.ts";
import { buildPeerApp } from "./peer-app.ts";
import { interleave, ratioOf, warmUp } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const CONNECTIONS = 20;
const LIST = "/api/users";

/** B9: a list, read by somebody signed in, beside a bare JSON route of Next that answers the same bytes. */
export const apiRoute: Row = {
  id: "B9",
  title: "a JSON list route",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b9");
    context.say("B9 building");
    ensureBuild();
    const authorization = `Bearer ${await seedPeople(database.url)}`;
    const ours = await startConsole(database.url, "console");
    const list = await fetch(`http://127.0.0.1:${ours.port}${LIST}`, { headers: { authorization } });
    if (!list.ok) throw new Error(`${LIST} answered ${list.status}: ${await list.text()}`);
    buildPeerApp(await list.json());
    const peer = await startPeerApp();
    const load = await startLoadGenerator();
    const rate = async (port: number, path: string, headers: Record<string, string>, ms: number) =>
      (await load.run({ port, path, headers, ms, connections: CONNECTIONS, expect: 200 })).perSecond;
    const oursFor = (ms: number) => rate(ours.port, LIST, { authorization }, ms);
    const peerFor = (ms: number) => rate(peer.port, "/api/items", {}, ms);
    try {
      context.say("B9 warming up");
      for (const measure of [oursFor, peerFor]) await warmUp(() => measure(2_000), context.quick ? 4 : 10);
      context.say("B9 measuring");
      const ms = context.quick ? 1_500 : 3_000;
      const series = await interleave(
        { ours: () => oursFor(ms), peer: () => peerFor(ms) },
        context.quick ? 3 : 7,
      );
      return [
        {
          row: "B9",
          what: `GET ${LIST} with a token, against a bare JSON route of Next with the same bytes`,
          ours: `${Math.round(series.ours.median)} req/s`,
          peer: `${Math.round(series.peer.median)} req/s`,
          ratio: ratioOf(series.ours, series.peer),
          goal: { atLeast: 0.9 },
        },
      ];
    } finally {
      for (const program of [load, ours, peer]) await program.stop();
      await database.drop();
    }
  },
};
