import "server-only";
import type { IncomingMessage } from "node:http";
import type pg from "pg";
import type { DeliveryEndpoint, Verdict } from "#lib/deliveries/mapping.ts";
import { log } from "#lib/log.ts";
import { redact } from "#lib/redact.ts";

/** A call on the bridge as it goes along: the endpoint fills in what it learns. */
export type InboundCall = {
  /** The door; one address has several. */
  endpoint: DeliveryEndpoint;
  readonly requestId: string;
  readonly caller: string | null;
  /** Set when the call is to be kept although nothing was thrown. */
  verdict?: Verdict;
  providerId?: string;
  conversationKey?: string;
  /** The event that it repeats. */
  repeats?: { kind: string; externalId: string };
  /** A sentence for those who run Patchbay; free of secrets. */
  detail?: string;
  /** What was sent; redacted before it is kept. */
  payload?: unknown;
};

export function beginCall(endpoint: DeliveryEndpoint, req: IncomingMessage, requestId: string): InboundCall {
  const ip = req.headers["x-patchbay-ip"];
  return { endpoint, requestId, caller: (typeof ip === "string" && ip) || req.socket.remoteAddress || null };
}

export type CallLog = {
  /** Keeps a call that became no event. Never throws and never waits: the answer is not held up by its record. */
  record(call: InboundCall, verdict: Verdict, status: number): void;
  /** Resolves when everything that waits is stored, or could not be stored for now. */
  flush(): Promise<void>;
};

/** Rows a process may add: `burst` at once, then `perSecond`. Beyond that calls are only counted. */
type Allowance = { burst: number; perSecond: number };
export type CallLogLimits = { strangers: Allowance; known: Allowance };

/**
 * Whoever has no valid token decides neither how many rows there are nor how long they get: sixty rows a minute and
 * process, so that a flood of a whole day takes less than 100 MB however it is made up. Those we know send duplicates.
 */
const LIMITS: CallLogLimits = {
  strangers: { burst: 60, perSecond: 1 },
  known: { burst: 1_000, perSecond: 100 },
};
const FLUSH_AFTER_MS = 250;
const RETRY_AFTER_MS = 2_000;
/** How long calls that only count are gathered before one row is written for them. */
const COUNT_FOR_MS = 60_000;
const MAX_WAITING = 5_000;
const MAX_PAYLOAD_CHARS = { strangers: 500, known: 4_000 };
const MAX_DETAIL_CHARS = 500;

type Row = {
  at: Date;
  endpoint: string;
  verdict: string;
  status: number;
  times: number;
  providerId: string | null;
  conversationKey: string | null;
  kind: string | null;
  externalId: string | null;
  caller: string | null;
  detail: string | null;
  payload: string | null;
  requestId: string;
};

const INSERT = {
  name: "bridge_call.append",
  text: `INSERT INTO bridge_call (at, endpoint, verdict, status, times, provider_id, conversation_key, caller, detail,
      payload, request_id, event_id)
    SELECT c.at, c.endpoint, c.verdict, c.status, c.times, c.provider_id, c.conversation_key, c.caller, c.detail,
      c.payload, c.request_id, e.id
    FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::jsonb[], $11::text[], $12::text[], $13::text[])
      WITH ORDINALITY AS c(at, endpoint, verdict, status, times, provider_id, conversation_key, caller, detail, payload, request_id,
        kind, external_id, n)
      LEFT JOIN relay_event e ON e.provider_id = c.provider_id AND e.kind = c.kind AND e.external_id = c.external_id
    ORDER BY c.n`,
};

/**
 * Keeps refused and repeated calls in batches, behind the answer. Equal calls of one batch are one row with a count;
 * what goes beyond the allowance is counted by endpoint and verdict, a row a minute.
 */
export function createCallLog(
  pool: pg.Pool,
  limits: CallLogLimits = LIMITS,
  now: () => number = Date.now,
): CallLog {
  const rooms = { strangers: createRoom(limits.strangers, now), known: createRoom(limits.known, now) };
  let waiting = new Map<string, Row>();
  let counted = new Map<string, Row>();
  let countingSince = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  function add(call: InboundCall, verdict: Verdict, status: number): void {
    const { endpoint, caller, providerId, repeats } = call;
    const key = JSON.stringify([endpoint, verdict, status, caller, providerId, repeats, call.detail]);
    const same = waiting.get(key);
    if (same) {
      same.times += 1;
      return;
    }
    // A stranger can invent names without end, but not the token that makes the bridge know whom it talks to.
    const who = providerId === undefined || verdict === "wrong_secret" ? "strangers" : "known";
    if (waiting.size < MAX_WAITING && rooms[who]()) {
      waiting.set(key, rowOf(call, verdict, status, now(), MAX_PAYLOAD_CHARS[who]));
    } else count(endpoint, verdict, status);
  }

  function count(endpoint: DeliveryEndpoint, verdict: Verdict, status: number): void {
    if (counted.size === 0) countingSince = now();
    const key = `${endpoint} ${verdict} ${status}`;
    const row = counted.get(key);
    if (row) row.times += 1;
    else {
      const call = {
        endpoint,
        caller: null,
        requestId: "",
        detail: "More calls of this kind came than are kept one by one.",
      };
      counted.set(key, rowOf(call, verdict, status, now(), 0));
    }
  }

  async function drain(all: boolean): Promise<void> {
    if (counted.size > 0 && (all || now() - countingSince >= COUNT_FOR_MS)) {
      for (const [key, row] of counted) waiting.set(`counted ${key} ${row.at.getTime()}`, row);
      counted = new Map();
    }
    const batch = waiting;
    waiting = new Map();
    if (batch.size > 0) {
      try {
        await pool.query(INSERT, columnsOf([...batch.values()]));
      } catch (error) {
        log.warn({ error: (error as Error).message, waiting: batch.size }, "bridge: calls not noted yet");
        for (const [key, row] of batch)
          if (waiting.size < MAX_WAITING && !waiting.has(key)) waiting.set(key, row);
        return schedule(RETRY_AFTER_MS);
      }
    }
    if (counted.size > 0) schedule(COUNT_FOR_MS);
  }

  function schedule(delayMs: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      running = running.then(() => drain(false));
    }, delayMs).unref();
  }

  return {
    record(call, verdict, status) {
      add(call, verdict, status);
      schedule(FLUSH_AFTER_MS);
    },
    flush() {
      clearTimeout(timer);
      timer = undefined;
      running = running.then(() => drain(true));
      return running;
    },
  };
}

/** A bucket that fills with time: answers whether there is room for one more. */
function createRoom({ burst, perSecond }: Allowance, now: () => number): () => boolean {
  let left = burst;
  let at = now();
  return () => {
    const time = now();
    left = Math.min(burst, left + ((time - at) / 1_000) * perSecond);
    at = time;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

function rowOf(call: InboundCall, verdict: Verdict, status: number, atMs: number, payloadChars: number): Row {
  return {
    at: new Date(atMs),
    endpoint: call.endpoint,
    verdict,
    status,
    times: 1,
    providerId: call.providerId ?? null,
    conversationKey: call.conversationKey ?? null,
    kind: call.repeats?.kind ?? null,
    externalId: call.repeats?.externalId ?? null,
    caller: call.caller,
    detail: call.detail ? clean(call.detail).slice(0, MAX_DETAIL_CHARS) : null,
    payload: call.payload === undefined ? null : payloadOf(call.payload, payloadChars),
    requestId: call.requestId,
  };
}

/** PostgreSQL holds neither half a surrogate pair nor a zero byte. */
const clean = (text: string) => text.toWellFormed().replaceAll("\u0000", "");

function payloadOf(payload: unknown, maxChars: number): string {
  const text = JSON.stringify(redact(payload)).toWellFormed().replaceAll("\\u0000", "");
  return text.length <= maxChars ? text : JSON.stringify({ cut: clean(text.slice(0, maxChars)) });
}

function columnsOf(rows: readonly Row[]): unknown[][] {
  const column = <T>(pick: (row: Row) => T) => rows.map(pick);
  return [
    column((row) => row.at),
    column((row) => row.endpoint),
    column((row) => row.verdict),
    column((row) => row.status),
    column((row) => row.times),
    column((row) => row.providerId),
    column((row) => row.conversationKey),
    column((row) => row.caller),
    column((row) => row.detail),
    column((row) => row.payload),
    column((row) => row.requestId),
    column((row) => row.kind),
    column((row) => row.externalId),
  ];
}
