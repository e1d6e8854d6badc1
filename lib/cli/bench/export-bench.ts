import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { track } from "./program.ts";
import { residentMemory } from "./resident-memory.ts";
import { interleave, median, ratioOf } from "./rounds.ts";
import type { BenchContext, Line } from "./row.ts";

const MEMORY_EVERY_MS = 50;
const run = promisify(execFile);

export type BenchedExport = {
  /** "audit rows" */
  what: string;
  rows: number;
  /** The console that answers, and the file of everything. */
  pid: number;
  address: string;
  authorization: string;
  /** What to add to the address for a tenth of the rows. */
  tenth: string;
  databaseUrl: string;
  /** The same rows in the same order, as they stand in the table: the peer neither masks nor looks for formulas. */
  same: string;
};

/** A log as CSV over HTTP beside psql's COPY of it, and whether memory grows with the rows. */
export async function benchExport(context: BenchContext, benched: BenchedExport): Promise<Line[]> {
  const { what, rows, pid, address, authorization, tenth, databaseUrl, same } = benched;
  const ours = async (filter = "") => {
    const startedAt = performance.now();
    await download(address + filter, authorization);
    return rows / (performance.now() - startedAt);
  };
  context.say(`B7 measuring ${what}`);
  await ours();
  const series = await interleave(
    { ours: () => ours(), peer: () => copyByPsql(databaseUrl, same).then((ms) => rows / ms) },
    context.quick ? 3 : 5,
  );
  const peaks: { small: number[]; large: number[] } = { small: [], large: [] };
  for (let round = 0; round < 3; round++) {
    peaks.small.push(await peakOf(pid, () => ours(tenth)));
    peaks.large.push(await peakOf(pid, () => ours()));
  }
  const [small, large] = [median(peaks.small), median(peaks.large)];
  return [
    {
      row: "B7",
      what: `${rows} ${what} as CSV over HTTP, against psql's COPY of the same`,
      ours: `${Math.round(series.ours.median)} k rows/s`,
      peer: `${Math.round(series.peer.median)} k rows/s`,
      ratio: ratioOf(series.ours, series.peer),
      goal: { atLeast: 0.95 },
    },
    {
      row: "B7",
      what: `peak memory of the server for ${rows} ${what}, against a tenth of them`,
      ours: `${Math.round(large)} MB`,
      peer: `${Math.round(small)} MB`,
      ratio: large / small,
      goal: { atMost: 1.2 },
    },
  ];
}

/** Reads the whole answer in a process of its own, which throws it away. */
async function download(address: string, authorization: string): Promise<void> {
  const child = spawn("curl", ["-sSf", "-o", "/dev/null", "-H", `authorization: ${authorization}`, address], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  track(child);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the export ended with ${code}`);
}

async function copyByPsql(url: string, query: string): Promise<number> {
  const startedAt = performance.now();
  const copy = `COPY (${query}) TO STDOUT WITH (FORMAT csv, HEADER)`;
  await run("psql", [url, "-qc", copy, "-o", "/dev/null"]);
  return performance.now() - startedAt;
}

async function peakOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, residentMemory(pid) ?? 0);
  };
  look();
  const timer = setInterval(look, MEMORY_EVERY_MS);
  await work();
  clearInterval(timer);
  return peak;
}
