import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { createPool, db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createGroupCommit } from "./group-commit.ts";
import { listenBridge, makeConversation, makeHandover, makeToken, post, replyBody } from "./test-bridge.ts";

const database = withTestDatabase();
const ROOT = path.resolve(import.meta.dirname, "../..");

/** A bridge in a process of its own, so that it can be killed. */
const CHILD = `
import http from "node:http";
import { createBridge } from "#lib/bridge/handler.ts";
import { pool } from "#lib/db/client.ts";
const bridge = createBridge({ pool: pool() });
const server = http.createServer((req, res) => { if (!bridge.handle(req, res)) res.writeHead(404).end(); });
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

async function startChild(): Promise<{ url: string; kill(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--input-type=module-typescript", "--eval", CHILD],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, DATABASE_URL: database.url() },
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return {
    url: `http://127.0.0.1:${line}`,
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("kill -9 under load: whatever was acknowledged is in the table", async () => {
  const handover = await makeHandover();
  const { id } = await makeConversation(handover.providerId);
  const token = await makeToken(pool(), handover.providerId);
  const child = await startChild();
  const acknowledged: string[] = [];
  let sent = 0;
  let alive = true;
  const sender = async () => {
    while (alive) {
      sent += 1;
      const body = replyBody(id, `message ${sent}`);
      const answer = await post(
        `${child.url}/handover/niceCxOne/2.0/channel/${handover.channelId}/outbound`,
        body,
        { authorization: `Bearer ${token}` },
      ).catch(() => undefined);
      if (!answer) return;
      expect(answer.status).toBe(200);
      acknowledged.push((answer.body.message as { idOnExternalPlatform: string }).idOnExternalPlatform);
      if (acknowledged.length === 500) {
        await child.kill();
        alive = false;
      }
    }
  };
  await Promise.all(Array.from({ length: 20 }, sender));
  const stored = await db().relayEvent.findMany({
    where: { conversationKey: id },
    select: { externalId: true },
  });
  const ids = new Set(stored.map((row) => row.externalId));
  expect(acknowledged.length).toBeGreaterThanOrEqual(500);
  expect(acknowledged.filter((one) => !ids.has(one))).toEqual([]);
  expect(ids.size).toBe(stored.length);
});

/** Stands between a bridge and its database, and can cut the line. */
async function startProxy(target: URL) {
  const sockets = new Set<net.Socket>();
  let open = true;
  const server = net.createServer((socket) => {
    if (!open) return socket.resetAndDestroy();
    const upstream = net.connect(Number(target.port), target.hostname);
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => sockets.delete(one));
    }
    socket.pipe(upstream).pipe(socket);
    socket.on("close", () => upstream.destroy());
    upstream.on("close", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as net.AddressInfo;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: Object.assign(new URL(target), { hostname: "127.0.0.1", port: String(address.port) }).href,
    cut() {
      open = false;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mend() {
      open = true;
    },
  };
}

test("the database gone while messages arrive: the sender is told to try again, and none is lost or doubled", async () => {
  const handover = await makeHandover();
  const { id } = await makeConversation(handover.providerId);
  const token = await makeToken(pool(), handover.providerId);
  const proxy = await startProxy(new URL(database.url()));
  const own = createPool(proxy.url);
  onTestFinished(() => own.end());
  const bridge = await listenBridge({ pool: own });
  onTestFinished(() => bridge.close());
  const url = `${bridge.url}/handover/niceCxOne/2.0/channel/${handover.channelId}/outbound`;
  const headers = { authorization: `Bearer ${token}` };
  const bodies = Array.from({ length: 60 }, (_, index) => replyBody(id, `message ${index}`, new Date(index)));
  const refused: number[] = [];

  /** What a sender does that keeps to Retry-After, only without its patience. */
  const deliver = async (body: object, index: number) => {
    if (index === 20) proxy.cut();
    for (;;) {
      const answer = await post(url, body, headers);
      if (answer.status === 200) return;
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(answer.body.fix).toContain("again");
      refused.push(index);
      if (refused.length === 25) proxy.mend();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const queue = bodies.map((body, index) => ({ body, index }));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await deliver(next.body, next.index);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(refused.length).toBeGreaterThanOrEqual(25);
  const stored = await db().relayEvent.findMany({
    where: { conversationKey: id },
    select: { payload: true },
  });
  const texts = stored.map((row) => (row.payload as { text: string }).text);
  expect(texts.toSorted()).toEqual(bodies.map((_, index) => `message ${index}`).toSorted());
});

test("a database that does not answer is no answer: the caller is refused, not acknowledged", async () => {
  const proxy = await startProxy(new URL(database.url()));
  const own = createPool(proxy.url);
  onTestFinished(() => own.end());
  proxy.cut();
  const commit = createGroupCommit({ pool: own, onStored: () => {} });
  const event = {
    providerId: "p",
    conversationKey: "k",
    kind: "agent.message",
    externalId: "k.1",
    payload: {},
  } as const;
  await expect(commit.append(event)).rejects.toMatchObject({ code: "unavailable" });
  expect(await db().relayEvent.count({ where: { conversationKey: "k" } })).toBe(0);
  proxy.mend();
  expect(await commit.append(event)).toEqual({ duplicate: false });
  await commit.close();
});
