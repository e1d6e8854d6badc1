import { createHash, randomBytes } from "node:crypto";
import pg from "pg";
import { startLoadGenerator } from "./load.ts";
import { startProgram } from "./program.ts";
import { interleave, ratioOf, warmUp } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";
import { startSingleInserts } from "./single-insert-peer.ts";

const CALLERS = 50;
const CONVERSATIONS = 2_000;
const PROVIDER = "b".repeat(24);
const CHANNEL = "bench-channel";
/** The load generator puts the number of a conversation, eight hex digits, behind it. */
const CONVERSATION = `cnv_${"0".repeat(24)}`;

/** B2: replies of agents, checked, stored durably and answered, beside the rate of single-row inserts. */
export const ingest: Row = {
  id: "B2",
  title: "inbound deliveries",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b2");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const authorization = `Bearer ${await seed(client)}`;
    const bridge = await startProgram("bridge", { DATABASE_URL: database.url });
    const load = await startLoadGenerator();
    const peer = await startSingleInserts(database.url, peerInsert);
    let sent = 0;
    let acknowledged = 0;

    const deliver = async (how: { ms: number; count?: number; firstNumber: number }) => {
      const result = await load.run({
        port: bridge.ready.port,
        path: `/handover/niceCxOne/2.0/channel/${CHANNEL}/outbound`,
        method: "POST",
        headers: { authorization, "content-type": "text/plain" },
        body: replyBody(),
        spread: CONVERSATIONS,
        connections: CALLERS,
        expect: 200,
        ...how,
      });
      return result;
    };
    const deliverNew = async (ms: number, count?: number) => {
      const result = await deliver({ ms, firstNumber: sent, ...(count ? { count } : {}) });
      sent += result.requests;
      acknowledged += result.requests;
      return result.perSecond;
    };
    const seconds = context.quick ? 1 : 3;
    const rounds = context.quick ? 3 : 7;
    try {
      context.say("B2 warming up");
      await warmUp(() => deliverNew(1_000), 10);
      await peer.rate(1);
      context.say("B2 measuring");
      const fresh = await interleave(
        { ours: () => deliverNew(seconds * 1000), peer: () => peer.rate(seconds) },
        rounds,
      );
      const count = context.quick ? 4_000 : 20_000;
      const repeated = await interleave(
        {
          first: () => deliverNew(60_000, count),
          // The newest ones once more.
          again: async () => {
            const known = Math.min(count, sent);
            return (await deliver({ ms: 60_000, count: known, firstNumber: sent - known })).perSecond;
          },
        },
        context.quick ? 2 : 4,
      );
      const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM relay_event");
      const stored = rows[0]?.n ?? 0;
      const perSecond = (value: number) => `${Math.round(value)} /s`;
      return [
        {
          row: "B2",
          what: `delivery over HTTP, stored, ${CALLERS} at once, against one insert per row by ${peer.name}`,
          ours: perSecond(fresh.ours.median),
          peer: perSecond(fresh.peer.median),
          ratio: ratioOf(fresh.ours, fresh.peer),
          goal: { atLeast: 1 },
        },
        {
          row: "B2",
          what: "time of a repeated delivery, against its first",
          ours: `${(1e6 / repeated.again.median).toFixed(0)} µs`,
          peer: `${(1e6 / repeated.first.median).toFixed(0)} µs`,
          ratio: ratioOf(repeated.first, repeated.again),
          goal: { atMost: 1.2 },
        },
        {
          row: "B2",
          what: "deliveries acknowledged and not stored, or stored twice",
          ours: `${stored} rows`,
          peer: `${acknowledged} acks`,
          ratio: Math.abs(acknowledged - stored),
          goal: { atMost: 0 },
        },
      ];
    } finally {
      for (const program of [load, peer, bridge]) await program.stop();
      await client.end();
      await database.drop();
    }
  },
};

/** A handover with conversations, a table for the peer, and a token of the other side, which is returned. */
async function seed(client: pg.Client): Promise<string> {
  const token = randomBytes(24).toString("hex");
  await client.query(
    `INSERT INTO handover_provider (id, name, kind, bot, settings, state, channel_id, byoc_client_id)
     VALUES ($1, 'Bench', 'cxone', '{}', '{}', 'live', $2, 'bench')`,
    [PROVIDER, CHANNEL],
  );
  await client.query(
    `INSERT INTO conversation (id, provider_id, visitor_hash)
     SELECT $1::text || lpad(to_hex(n), 8, '0'), $2, 'bench' FROM generate_series(0, $3::int - 1) AS n`,
    [CONVERSATION, PROVIDER, CONVERSATIONS],
  );
  await client.query(
    "INSERT INTO bridge_token (token_hash, provider_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')",
    [createHash("sha256").update(token).digest("hex"), PROVIDER],
  );
  await client.query("CREATE TABLE peer_event (LIKE relay_event INCLUDING ALL)");
  return token;
}

const TEXT = `Number {{n}}: ${"thank you for waiting, I have found your order and it leaves today. ".repeat(4)}`;

/** An agent's reply as CXone sends it (facts/cxone.md §3.3.4), about 800 bytes. */
const replyBody = () =>
  JSON.stringify({
    thread: { idOnExternalPlatform: `${CONVERSATION}{{c}}` },
    messageContent: { type: "TEXT", payload: { text: TEXT } },
    endUserRecipients: [
      {
        idOnExternalPlatform: `${CONVERSATION}{{c}}.visitor`,
        name: "Visitor",
        isPrimary: true,
        isPrivate: true,
      },
    ],
    attachments: [],
    createdAtWithMilliseconds: "2026-11-21T10:00:00.000Z",
    authorUser: {
      id: 7,
      firstName: "Ada",
      surname: "Byron",
      nickname: "",
      imageUrl: "https://img.example/ada.png",
    },
  });

/** The insert that the bridge does for such a reply, for one row. */
function peerInsert(number: string): string {
  const payload = JSON.stringify({
    text: TEXT.replace("{{n}}", "0000000000"),
    attachments: [],
    agentName: "Ada Byron",
    agentImage: "https://img.example/ada.png",
    createdAt: "2026-11-21T10:00:00.000Z",
  });
  const conversation = `'${CONVERSATION}' || lpad(to_hex(${number} % ${CONVERSATIONS}), 8, '0')`;
  return (
    "INSERT INTO peer_event (shard, provider_id, conversation_key, kind, external_id, payload) " +
    `VALUES ((${number} % 64)::smallint, '${PROVIDER}', ${conversation}, 'agent.message', ` +
    `${conversation} || '.a' || lpad(${number}::text, 32, '0'), '${payload}') ` +
    "ON CONFLICT (provider_id, kind, external_id) DO NOTHING"
  );
}
