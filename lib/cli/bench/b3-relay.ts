import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { SHARDS, shardOf } from "#lib/handover/relay/shard.ts";
import { startProgram } from "./program.ts";
import { OrderCheck } from "./programs/order-check.ts";
import { interleave, ratioOf } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const CONVERSATIONS = 5_000;
const TIMEOUT_MS = 120_000;

/** B3: the relay beside the usual ordered queue, and what a killed consumer costs. */
export const relay: Row = {
  id: "B3",
  title: "ordered relay",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b3");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await seed(client);
      const each = context.quick ? 4 : 12;
      const speed = await measureSpeed(context, client, database.url, each);
      const crash = await killOneOfTwo(context, client, database.url, each);
      const perSecond = (value: number) => `${Math.round(value)} events/s`;
      return [
        {
          row: "B3",
          what: `${CONVERSATIONS} conversations in order, against head of line with SKIP LOCKED, batch 100`,
          ours: perSecond(speed.ours.median),
          peer: perSecond(speed.peer.median),
          ratio: ratioOf(speed.ours, speed.peer),
          goal: { atLeast: 2 },
        },
        {
          row: "B3",
          what: "events out of order, in all rounds and after kill -9 of one of two consumers",
          ours: `${speed.breaks + crash.breaks} events`,
          peer: "0 events",
          ratio: speed.breaks + crash.breaks,
          goal: { atMost: 0 },
        },
        {
          row: "B3",
          what: "events lost by that kill",
          ours: `${crash.lost} events`,
          peer: `${crash.total} sent`,
          ratio: crash.lost,
          goal: { atMost: 0 },
          note: `${crash.repeated} events were delivered twice around the kill, which the order and the receiver allow.`,
        },
      ];
    } finally {
      await client.end();
      await database.drop();
    }
  },
};

async function measureSpeed(context: BenchContext, client: pg.Client, url: string, each: number) {
  const ours = await startProgram<unknown>("relay", { DATABASE_URL: url });
  const peer = await startProgram<unknown>("head-of-line", { DATABASE_URL: url });
  const total = CONVERSATIONS * each;
  let breaks = 0;

  const rateOf = async (table: string, deliver: () => Promise<unknown>) => {
    const startedAt = await fill(client, table, each);
    await deliver();
    return (total * 1000) / (performance.now() - startedAt);
  };
  const oursOnce = async () => {
    await ours.call("begin");
    const rate = await rateOf("relay_event", async () => {
      await ours.call("wake");
      await untilEmpty(client);
    });
    breaks += await ours.call<number>("breaks");
    return rate;
  };
  const peerOnce = () => rateOf("peer_event", () => peer.call("run", total));
  try {
    context.say("B3 warming up");
    await oursOnce();
    await peerOnce();
    context.say("B3 measuring");
    const series = await interleave({ ours: oursOnce, peer: peerOnce }, context.quick ? 3 : 5);
    return { ...series, breaks };
  } finally {
    await ours.stop();
    await peer.stop();
  }
}

/** Two consumers share the shards; one is killed in the middle. Both note every delivery in one file. */
async function killOneOfTwo(context: BenchContext, client: pg.Client, url: string, each: number) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-relay-"));
  const log = path.join(folder, "deliveries");
  fs.writeFileSync(log, "");
  const env = { DATABASE_URL: url, BENCH_LOG: log };
  const [victim, survivor] = await Promise.all([
    startProgram<unknown>("relay", env),
    startProgram<unknown>("relay", env),
  ]);
  try {
    context.say("B3 killing a consumer");
    await untilShared(client);
    const total = CONVERSATIONS * each;
    await fill(client, "relay_event", each);
    await Promise.all([victim.call("wake"), survivor.call("wake")]);
    const delivered = () =>
      Promise.all([victim, survivor].map((program) => program.call<number>("delivered")));
    await until(
      async () => (await delivered()).reduce((sum, count) => sum + count) > total / 4,
      "a quarter to be delivered",
    );
    await victim.kill();
    await untilEmpty(client);
    return { total, ...readLog(log, total) };
  } finally {
    await victim.kill();
    await survivor.stop();
    fs.rmSync(folder, { recursive: true });
  }
}

function readLog(file: string, total: number) {
  const check = new OrderCheck();
  const distinct = new Set<string>();
  for (const line of fs.readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const [conversation = "", n] = line.split(" ");
    check.saw(conversation, Number(n));
    distinct.add(line);
  }
  return { breaks: check.breaks, lost: total - distinct.size, repeated: check.count - distinct.size };
}

async function seed(client: pg.Client): Promise<void> {
  await client.query("CREATE TABLE peer_event (LIKE relay_event INCLUDING ALL) WITH (fillfactor = 80)");
  await client.query(
    "ALTER TABLE peer_event ADD state smallint NOT NULL DEFAULT 0, ADD done_at timestamptz(3)",
  );
  // What the peer's own query needs, as its users would index it.
  await client.query("CREATE INDEX ON peer_event (id) WHERE state = 0");
  await client.query("CREATE INDEX ON peer_event (conversation_key, id) WHERE state = 0");
  await client.query("CREATE TABLE bench_conversation (key text, shard smallint)");
  const keys = Array.from({ length: CONVERSATIONS }, (_, n) => `cnv_${n.toString(16).padStart(32, "0")}`);
  await client.query("INSERT INTO bench_conversation SELECT * FROM unnest($1::text[], $2::smallint[])", [
    keys,
    keys.map(shardOf),
  ]);
}

/**
 * Stores `each` events for every conversation, mixed as they would arrive; returns when that became visible. Tables are
 * locked in the order in which the relay reads them.
 */
async function fill(client: pg.Client, table: string, each: number): Promise<number> {
  await client.query(`TRUNCATE relay_waiting, ${table}`);
  await client.query("BEGIN");
  await client.query(
    `INSERT INTO ${table} (shard, provider_id, conversation_key, kind, external_id, payload)
     SELECT shard, 'bench', key, 'agent.message', key || '.' || n,
       jsonb_build_object('n', n, 'text', repeat('thank you for waiting ', 14))
     FROM generate_series(1, $1::int) AS n, bench_conversation ORDER BY n, md5(key || n)`,
    [each],
  );
  if (table === "relay_event") {
    await client.query(
      "INSERT INTO relay_waiting (shard, event_id, conversation_key) SELECT shard, id, conversation_key FROM relay_event",
    );
  }
  await client.query(`ANALYZE ${table}, relay_waiting`);
  await client.query("COMMIT");
  return performance.now();
}

async function untilEmpty(client: pg.Client): Promise<void> {
  const waiting = "SELECT EXISTS (SELECT FROM relay_waiting) AS some";
  await until(async () => !(await client.query(waiting)).rows[0].some, "the relay to deliver everything");
}

async function untilShared(client: pg.Client): Promise<void> {
  const held = `SELECT count(DISTINCT owner)::int AS owners, count(*)::int AS shards FROM relay_shard WHERE lease_until > now()`;
  await until(async () => {
    const [row] = (await client.query(held)).rows;
    return row.owners === 2 && row.shards === SHARDS;
  }, "two consumers to share the shards");
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
