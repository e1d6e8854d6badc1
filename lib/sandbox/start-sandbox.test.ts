import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { startSandbox } from "./start-sandbox.ts";
import {
  addChannel,
  deskPath,
  goodMiddleware,
  inboundBody,
  receive,
  seeded,
  staffChannel,
  testMiddleware,
  testTenant,
} from "./test-tenant.ts";

const program = path.join(import.meta.dirname, "main.ts");

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("state, credentials and tokens survive a restart", async () => {
  const folder = await temporaryFolder();
  const first = await testTenant(folder);
  const box = await goodMiddleware();
  const { channelId } = await addChannel(first, box.url);
  await staffChannel(first, channelId);
  const row = await receive(first, channelId, inboundBody("m1", "Hello"));
  await first.close();

  const second = await testTenant(folder);
  const { issuer: _first, dfoBaseUrl: _host, ...kept } = first.credentials;
  expect(second.credentials).toMatchObject(kept);
  expect((await second.dfo("GET", `/contacts/${row.id}/messages`)).body).toMatchObject({ hits: 1 });
  const answer = await second.raw("/cxone/dfo-host/dfo/3.0/channels", {
    headers: { authorization: `Bearer ${first.accessToken}` },
  });
  expect(answer.body).toHaveLength(seeded.channels + 1);
  await second.form(`${deskPath(row.id)}/accept`);
  await second.form(`${deskPath(row.id)}/reply`, { text: "After the restart" });
  await vi.waitFor(() => expect(box.seen).toHaveLength(3));
});

test("a reply that was on its way at the end goes out after the next start", async () => {
  const folder = await temporaryFolder();
  const first = await testTenant(folder);
  let isUp = false;
  const box = await testMiddleware(() =>
    isUp ? { status: 200, body: { idOnExternalPlatform: "r1" } } : { status: 200, delayMs: 60_000 },
  );
  const { channelId } = await addChannel(first, box.url);
  await staffChannel(first, channelId);
  const row = await receive(first, channelId, inboundBody("m1", "Hello"));
  await first.form(`${deskPath(row.id)}/accept`);
  await first.form(`${deskPath(row.id)}/reply`, { text: "Hello" });
  await vi.waitFor(() => expect(box.seen).toHaveLength(1));
  await first.close();
  isUp = true;
  const second = await testTenant(folder);
  await vi.waitFor(async () =>
    expect(String((await second.raw(deskPath(row.id))).body)).toContain('data-delivery="sent"'),
  );
});

test("two fresh sandboxes do not share their secrets", async () => {
  const [one, other] = [await testTenant(), await testTenant()];
  expect(one.credentials.accessKeySecret).not.toBe(other.credentials.accessKeySecret);
  expect(one.credentials.clientSecret).not.toBe(other.credentials.clientSecret);
});

test("a taken port rejects, and closing twice is harmless", async () => {
  const first = await startSandbox({ port: 0, dataDir: null });
  await expect(startSandbox({ port: first.port, dataDir: null })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  await Promise.all([first.close(), first.close()]);
});

async function runProgram(env: Record<string, string>): Promise<{ code: number; text: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
      env: { ...process.env, ...env },
    });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, text: failed.stdout + failed.stderr };
  }
}

test("the program says in one sentence what is wrong with its port", async () => {
  const folder = await temporaryFolder();
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? String(address.port) : "";
  const busy = await runProgram({ SANDBOX_PORT: port, DATA_DIR: folder });
  expect(busy.code).toBe(1);
  expect(busy.text.trim().split("\n")).toEqual([
    `Port ${port} is taken: stop what listens there, or set SANDBOX_PORT to another port.`,
  ]);
  const bad = await runProgram({ SANDBOX_PORT: "many", DATA_DIR: folder });
  expect(bad).toMatchObject({ code: 1, text: expect.stringMatching(/^SANDBOX_PORT must be a port number/) });
});

test.each(["SIGTERM", "SIGINT"] as const)("the program starts, answers and ends on %s", async (signal) => {
  const folder = await temporaryFolder();
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, SANDBOX_PORT: "0", DATA_DIR: folder },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  await vi.waitFor(() => expect(text).toMatch(/Sandbox ready at http:\S+/), { timeout: 20_000 });
  const baseUrl = /http:\S+/.exec(text)?.[0] ?? "";
  expect((await fetch(`${baseUrl}/credentials.json`)).status).toBe(200);
  child.kill(signal);
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});
