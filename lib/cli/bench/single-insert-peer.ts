import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startProgram } from "./program.ts";

const CONNECTIONS = 50;
const run = promisify(execFile);

export type SingleInsertPeer = {
  name: string;
  /** Rows per second over so many seconds. */
  rate(seconds: number): Promise<number>;
  stop(): Promise<void>;
};

/**
 * One insert per row over 50 connections, by pgbench, PostgreSQL's own program for this; by node-postgres where
 * pgbench is not installed. `sqlFor` writes the statement, given the SQL of a number that differs from row to row.
 */
export async function startSingleInserts(
  url: string,
  sqlFor: (number: string) => string,
): Promise<SingleInsertPeer> {
  const found = await run("pgbench", ["--version"]).catch(() => undefined);
  if (!found) return startNodeInserts(url, sqlFor("$1::bigint"));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-pgbench-"));
  const script = path.join(folder, "insert.sql");
  fs.writeFileSync(script, `\\set n random(1, 4000000000000000000)\n${sqlFor(":n::bigint")};\n`);
  const { hostname, port, username, password, pathname } = new URL(url);
  const where = ["-h", hostname, "-p", port, "-U", username, pathname.slice(1)];
  const flags = ["-n", "-M", "prepared", "-c", String(CONNECTIONS), "-j", "1", "-f", script];
  // In the environment, because arguments can be read by everybody on the machine.
  const env = { ...process.env, PGPASSWORD: password };
  return {
    name: "pgbench",
    rate: async (seconds) => {
      const { stdout } = await run("pgbench", [...flags, "-T", String(Math.ceil(seconds)), ...where], {
        env,
      }).catch((error: { stderr?: string }) => {
        throw new Error(`pgbench failed: ${error.stderr?.split("\n")[0]}`);
      });
      const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
      if (!rate) throw new Error(`pgbench said no rate:\n${stdout}`);
      return Number(rate);
    },
    stop: async () => fs.rmSync(folder, { recursive: true }),
  };
}

async function startNodeInserts(url: string, text: string): Promise<SingleInsertPeer> {
  const program = await startProgram<unknown>("single-inserts", { DATABASE_URL: url });
  let calls = 0;
  return {
    name: "node-postgres (no pgbench here)",
    rate: (seconds) => {
      calls += 1;
      return program.call<number>("rate", { text, ms: seconds * 1000, first: calls * 1e9 });
    },
    stop: program.stop,
  };
}
