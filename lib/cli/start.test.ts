import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

const START = path.resolve(import.meta.dirname, "start.ts");
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-start-"));
const occupied = net.createServer();
let takenPort = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => occupied.listen(0, resolve));
  takenPort = (occupied.address() as net.AddressInfo).port;
});
afterAll(async () => {
  await new Promise((resolve) => occupied.close(resolve));
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** Starts and waits for the end; the run is expected to refuse. */
function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { DATABASE_URL: _, VAULT_KEYS: __, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--conditions=react-server", START, "start"], {
    env: { ...inherited, NODE_ENV: "production", PORT: "0", SANDBOX: "off", DATA_DIR: dataDir, ...env },
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output: output.trim() })));
}

test.each([
  ["PORT", () => ({ PORT: String(takenPort) }), "is taken by another program"],
  ["SANDBOX_PORT", () => ({ SANDBOX: "on", SANDBOX_PORT: String(takenPort) }), "is taken by another program"],
  ["PORT", () => ({ PORT: "http" }), "must be a port number"],
  ["SANDBOX", () => ({ SANDBOX: "maybe" }), "must be on or off"],
  ["PUBLIC_URL", () => ({ PUBLIC_URL: "patchbay.example.com" }), "must be the address"],
  ["ADMIN_PASSWORD", () => ({ ADMIN_PASSWORD: "short" }), "12 to 200 characters"],
  ["DATABASE_URL", () => ({ DATABASE_URL: "mysql://localhost/x" }), "must be a PostgreSQL address"],
  ["DATABASE_URL", () => ({ DATABASE_URL: "postgresql://u:hunter2@127.0.0.1:1/x" }), "127.0.0.1:1/x"],
  [
    "DATABASE_URL",
    () => ({ DATABASE_URL: Object.assign(new URL(inject("clusterUrl")), { password: "wrong" }).href }),
    "password authentication failed",
  ],
])("a bad %s is one sentence that names it, and exit code 1 (%#)", async (name, env, sentence) => {
  const { code, output } = await start(env());
  expect(code).toBe(1);
  expect(output.split("\n")).toHaveLength(1);
  expect(output).toContain(name);
  expect(output).toContain(sentence);
  expect(output).not.toContain("hunter2");
});
