import path from "node:path";
import { ensureBuild, ROOT } from "../build.ts";
import { firstLoadSizes } from "./first-load.ts";
import { type NextServer, startConsole, startPeerApp } from "./next-server.ts";
import { buildPeerApp, PEER_APP } from "./peer-app.ts";
import { residentMemory } from "./resident-memory.ts";
import { interleave, median, ratioOf } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const IDLE_MS = 3_000;

/** B10: what a browser loads, how fast the console is there, and what it takes when nothing happens. */
export const pages: Row = {
  id: "B10",
  title: "pages",
  async run(context: BenchContext): Promise<Line[]> {
    context.say("B10 building");
    ensureBuild();
    buildPeerApp([]);
    const database = await (await context.server()).database("bench_b10");
    try {
      return [
        ...scriptLines(),
        ...(await startLines(context, "console", "console alone", () =>
          startConsole(database.url, "console"),
        )),
        ...(await startLines(context, "all", "console, bridge and worker", () =>
          startConsole(database.url, "start"),
        )),
      ];
    } finally {
      await database.drop();
    }
  },
};

function scriptLines(): Line[] {
  const peer = firstLoadSizes(path.join(PEER_APP, ".next")).get("/");
  if (!peer) throw new Error("the peer app has no page");
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return [...firstLoadSizes(path.join(ROOT, ".next"))].sort().map(([address, bytes]) => ({
    row: "B10",
    what: `first-load JavaScript of ${address}, gzipped`,
    ours: kilobytes(bytes),
    peer: kilobytes(peer),
    ratio: bytes / peer,
    goal: { atMost: 1.25 },
  }));
}

async function startLines(
  context: BenchContext,
  kind: string,
  what: string,
  startOurs: () => Promise<NextServer>,
): Promise<Line[]> {
  context.say(`B10 starting: ${kind}`);
  const memory: Record<"ours" | "peer", number[]> = { ours: [], peer: [] };
  const once = (name: "ours" | "peer", start: () => Promise<NextServer>) => async () => {
    const server = await start();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const megabytes = residentMemory(server.pid);
    if (megabytes) memory[name].push(megabytes);
    await server.stop();
    return server.readyAfterMs;
  };
  const targets = { ours: once("ours", startOurs), peer: once("peer", startPeerApp) };
  // The first start of each reads its files from disk.
  for (const start of Object.values(targets)) await start();
  for (const values of Object.values(memory)) values.length = 0;
  const starts = await interleave(targets, context.quick ? 2 : 5);
  const lines: Line[] = [
    {
      row: "B10",
      what: `start to first page, ${what}`,
      ours: `${Math.round(starts.ours.median)} ms`,
      peer: `${Math.round(starts.peer.median)} ms`,
      ratio: ratioOf(starts.ours, starts.peer),
      goal: { atMost: 1.25 },
    },
  ];
  if (memory.ours.length === 0) return lines;
  const [ours, peer] = [median(memory.ours), median(memory.peer)];
  lines.push({
    row: "B10",
    what: `memory when idle, ${what}`,
    ours: `${Math.round(ours)} MB`,
    peer: `${Math.round(peer)} MB`,
    ratio: ours / peer,
    goal: { atMost: 1.5 },
  });
  return lines;
}
