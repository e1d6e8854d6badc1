import "server-only";
import type pg from "pg";
import { AppError } from "#lib/errors.ts";
import type { NewRelayEvent } from "#lib/handover/relay/events.ts";
import { SHARDS, shardOf } from "#lib/handover/relay/shard.ts";

export type Stored = {
  /** True when the same event had been stored before: nothing was added. */
  duplicate: boolean;
};

export type GroupCommit = {
  /**
   * Resolves when the event is on disk. Rejects with `unavailable` (503) when that is not known: the sender has to
   * send it again, and nothing is doubled by that.
   */
  append(event: NewRelayEvent): Promise<Stored>;
  /** Resolves when all that was appended is settled. */
  close(): Promise<void>;
};

type Waiting = { event: NewRelayEvent; key: string; stored: PromiseWithResolvers<Stored> };

const LANES = 2;
const MAX_BATCH = 500;
const MAX_WAITING = 20_000;
const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;
const MAX_DEADLOCK_RETRIES = 3;

const INSERT = {
  name: "relay_event.append",
  text: `WITH new AS (
  INSERT INTO relay_event (shard, provider_id, conversation_key, kind, external_id, payload, endpoint)
  SELECT shard, provider_id, conversation_key, kind, external_id, payload, endpoint
  FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[])
    WITH ORDINALITY AS e(shard, provider_id, conversation_key, kind, external_id, payload, endpoint, n)
  ORDER BY n
  ON CONFLICT (provider_id, kind, external_id) DO NOTHING
  RETURNING id, shard, provider_id, conversation_key, kind, external_id
), queued AS (
  INSERT INTO relay_waiting (event_id, shard, conversation_key) SELECT id, shard, conversation_key FROM new
)
SELECT provider_id, kind, external_id FROM new`,
};

/**
 * Group commit: whoever arrives while a commit is on its way to the disk shares the next one. A lane commits one
 * batch at a time and a conversation always takes the same lane, so its events get their numbers in the order of
 * their arrival. `onStored` hears which shards have new work, after the commit.
 */
export function createGroupCommit(options: {
  pool: pg.Pool;
  onStored: (shards: readonly number[]) => void;
  lanes?: number;
}): GroupCommit {
  const lanes = Array.from({ length: options.lanes ?? LANES }, () => ({
    waiting: [] as Waiting[],
    running: undefined as Promise<void> | undefined,
  }));
  // The same delivery arriving while the first is being written shares its fate instead of taking a row lock.
  const inFlight = new Map<string, Promise<Stored>>();
  let waitingCount = 0;

  async function drain(lane: (typeof lanes)[number]): Promise<void> {
    // Everything that this turn of the event loop brings goes into the first batch.
    await new Promise(setImmediate);
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, MAX_BATCH);
      await commit(options.pool, batch, options.onStored);
      waitingCount -= batch.length;
    }
    lane.running = undefined;
  }

  return {
    async append(event) {
      const key = keyOf(event.providerId, event.kind, event.externalId);
      const first = inFlight.get(key);
      if (first) return first.then(() => ({ duplicate: true }));
      if (waitingCount >= MAX_WAITING) throw unavailable("More arrives than can be stored at the moment.");
      const stored = Promise.withResolvers<Stored>();
      const promise = stored.promise.finally(() => inFlight.delete(key));
      inFlight.set(key, promise);
      waitingCount += 1;
      const lane = lanes[Math.floor((shardOf(event.conversationKey) * lanes.length) / SHARDS)] ?? lanes[0];
      lane?.waiting.push({ event, key, stored });
      if (lane && !lane.running) lane.running = drain(lane);
      return promise;
    },
    async close() {
      while (lanes.some((lane) => lane.running)) await Promise.all(lanes.map((lane) => lane.running));
    },
  };
}

const keyOf = (providerId: string, kind: string, externalId: string) =>
  `${providerId}\u0000${kind}\u0000${externalId}`;

/** Writes a batch and settles each of its callers; never throws. */
async function commit(
  pool: pg.Pool,
  batch: readonly Waiting[],
  onStored: (shards: readonly number[]) => void,
): Promise<void> {
  let added: Set<string>;
  try {
    added = await insert(pool, batch);
  } catch (error) {
    if (batch.length > 1 && isDataError(error)) {
      // One event that PostgreSQL cannot hold must not take its neighbours with it.
      for (const one of batch) await commit(pool, [one], onStored);
      return;
    }
    const reason = sqlState(error)
      ? error
      : unavailable("The message could not be stored: the database did not answer.", error);
    for (const one of batch) one.stored.reject(reason);
    return;
  }
  const shards = new Set<number>();
  for (const one of batch) {
    const isNew = added.delete(one.key);
    if (isNew) shards.add(shardOf(one.event.conversationKey));
    one.stored.resolve({ duplicate: !isNew });
  }
  if (shards.size > 0) onStored([...shards]);
}

async function insert(pool: pg.Pool, batch: readonly Waiting[]): Promise<Set<string>> {
  const columns = [[], [], [], [], [], [], []] as [
    number[],
    string[],
    string[],
    string[],
    string[],
    string[],
    (string | null)[],
  ];
  for (const { event } of batch) {
    columns[0].push(shardOf(event.conversationKey));
    columns[1].push(event.providerId);
    columns[2].push(event.conversationKey);
    columns[3].push(event.kind);
    columns[4].push(event.externalId);
    columns[5].push(JSON.stringify(event.payload));
    columns[6].push(event.endpoint ?? null);
  }
  for (let attempt = 0; ; attempt++) {
    try {
      const query = { ...INSERT, values: columns, query_timeout: ANSWER_TIMEOUT_MS };
      const result = await pool.query<{ provider_id: string; kind: string; external_id: string }>(query);
      return new Set(result.rows.map((row) => keyOf(row.provider_id, row.kind, row.external_id)));
    } catch (error) {
      // Two processes storing the same two deliveries in opposite order; the loser has written nothing.
      if (sqlState(error) !== "40P01" || attempt >= MAX_DEADLOCK_RETRIES) throw error;
    }
  }
}

/** The SQLSTATE of an error that PostgreSQL answered; undefined when it did not answer, or is going down. */
function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
  return /^(08|53|57|58)/.test(code) || code === "EPIPE" ? undefined : code;
}

function isDataError(error: unknown): boolean {
  return /^(22|23|54)/.test(sqlState(error) ?? "");
}

function unavailable(detail: string, cause?: unknown): AppError {
  return new AppError("unavailable", {
    title: "The message was not stored",
    detail,
    fix: `Send it again in ${RETRY_AFTER_SECONDS} seconds. Sending the same message twice is safe.`,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}
