import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const START = path.resolve(import.meta.dirname, "start.ts");
let dataDir = "";

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-life-"));
  // Closed to others, as a checkout in root's home is: the database must run all the same.
  fs.chmodSync(dataDir, 0o700);
});
afterEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true });
  fs.rmSync(elsewhere(), { recursive: true, force: true });
});

/** Starts the bridge with a database of its own and waits until it says that it is ready. */
async function startBridge(): Promise<ChildProcess> {
  const { DATABASE_URL: _, VAULT_KEYS: __, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--conditions=react-server", START, "bridge"], {
    env: { ...inherited, NODE_ENV: "production", PORT: "0", SANDBOX: "off", DATA_DIR: dataDir },
  });
  let output = "";
  const ready = Promise.withResolvers<void>();
  const read = (chunk: Buffer) => {
    output += chunk;
    if (output.includes("Patchbay is ready")) ready.resolve();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  child.once("exit", (code) => ready.reject(new Error(`ended with ${code}: ${output}`)));
  await ready.promise;
  return child;
}

/** Where a cluster goes that the service user of root could not reach under `dataDir`. */
const elsewhere = () =>
  path.join("/var/lib/patchbay", createHash("sha256").update(dataDir).digest("hex").slice(0, 12));

/** Command lines of living database processes that work on this test's data. */
function leftovers(): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "stat,args"], { encoding: "utf8" });
  const ours = (line: string) => line.includes(dataDir) || line.includes(elsewhere());
  return stdout
    .split("\n")
    .filter((line) => ours(line) && line.includes("postgres") && !line.startsWith("Z"));
}

test("Ctrl-C ends everything that was started, the database included", async () => {
  const child = await startBridge();
  expect(leftovers()).not.toEqual([]);
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  expect(leftovers()).toEqual([]);
});

test("a start after kill -9 inherits the database that was left behind, and ends it", async () => {
  const killed = await startBridge();
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(leftovers()).not.toEqual([]);
  const next = await startBridge();
  next.kill("SIGTERM");
  const [code] = await once(next, "exit");
  expect(code).toBe(0);
  expect(leftovers()).toEqual([]);
});
