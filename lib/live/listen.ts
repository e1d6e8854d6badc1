import "server-only";
import pg from "pg";
import { log } from "#lib/log.ts";
import { LIVE_CHANNEL } from "./notify.ts";

const HEARTBEAT_MS = 15_000;
const ANSWER_TIMEOUT_MS = 5_000;
const RECONNECT_MIN_MS = 200;
const RECONNECT_MAX_MS = 5_000;

/** The one ear of a process for what changes in the database. */
export type Listener = {
  /** Calls `onChange` when something under `topic` changed, and when notifications may have been missed. */
  subscribe(topic: string, onChange: () => void): () => void;
  /** Resolves when notifications arrive from now on. */
  listening(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Holds one connection that LISTENs, and gets a new one when it is lost. What was notified in between is unknown, so
 * every subscriber is then told to read again.
 */
export function createListener(config: pg.ClientConfig): Listener {
  const subscribers = new Map<string, Set<() => void>>();
  let client: pg.Client | undefined;
  let closed = false;
  let ready = Promise.withResolvers<void>();
  let everConnected = false;
  const abort = new AbortController();

  const tell = (topic: string) => {
    for (const onChange of subscribers.get(topic) ?? []) onChange();
  };

  async function connectOnce(): Promise<void> {
    const next = new pg.Client({
      ...config,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      application_name: "patchbay listen",
    });
    const lost = Promise.withResolvers<void>();
    next.on("error", () => lost.resolve());
    next.on("end", () => lost.resolve());
    next.on("notification", (message) => {
      const topic = topicOf(message.payload);
      if (topic) tell(topic);
    });
    let heartbeat: NodeJS.Timeout | undefined;
    try {
      await next.connect();
      await next.query(`LISTEN ${LIVE_CHANNEL}`);
      client = next;
      ready.resolve();
      if (everConnected) for (const topic of subscribers.keys()) tell(topic);
      everConnected = true;
      // A peer that vanished without a word is found out by asking.
      heartbeat = setInterval(() => next.query("SELECT 1").catch(() => lost.resolve()), HEARTBEAT_MS);
      heartbeat.unref();
      abort.signal.addEventListener("abort", () => lost.resolve(), { once: true });
      if (abort.signal.aborted) lost.resolve();
      await lost.promise;
    } finally {
      clearInterval(heartbeat);
      client = undefined;
      await next.end().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    let waitMs = RECONNECT_MIN_MS;
    while (!closed) {
      try {
        await connectOnce();
        waitMs = RECONNECT_MIN_MS;
      } catch (error) {
        log.debug({ error: (error as Error).message }, "live: waiting for the database");
      }
      if (closed) return;
      ready = Promise.withResolvers();
      await pause(waitMs, abort.signal);
      waitMs = Math.min(RECONNECT_MAX_MS, waitMs * 2);
    }
  }

  const running = run();

  return {
    subscribe(topic, onChange) {
      const set = subscribers.get(topic) ?? new Set();
      subscribers.set(topic, set);
      set.add(onChange);
      return () => {
        set.delete(onChange);
        if (set.size === 0 && subscribers.get(topic) === set) subscribers.delete(topic);
      };
    },
    listening: () => (client ? Promise.resolve() : ready.promise),
    async close() {
      closed = true;
      abort.abort();
      await running;
    },
  };
}

function topicOf(payload: string | undefined): string | undefined {
  try {
    const topic = (JSON.parse(payload ?? "") as { topic?: unknown }).topic;
    return typeof topic === "string" ? topic : undefined;
  } catch {
    return undefined;
  }
}

/** Waits, or less when the signal says so. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
