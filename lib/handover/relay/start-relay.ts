import "server-only";
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { createListener, type Listener } from "#lib/live/listen.ts";
import { log } from "#lib/log.ts";
import { type Consumer, createConsumer, type Meaning } from "./consumer.ts";
import type { ContactCentreFor } from "./contact-centre.ts";
import type { RetrySettings } from "./failure-plan.ts";
import { type Leases, startLeases } from "./leases.ts";
import { createMeaning } from "./meaning.ts";
import { onWake, RELAY_AGAIN_TOPIC, RELAY_TOPIC } from "./wake.ts";

export type RelayOptions = {
  pool: pg.Pool;
  contactCentreFor: ContactCentreFor;
  /** Replaces what events mean; for benches. */
  meaning?: Meaning;
  /** The ear of this process, when it has one already. */
  listener?: Listener;
  /** Conversations worked at once. */
  concurrency?: number;
  /** How long a shard stays with a process that has gone silent. */
  leaseMs?: number;
  /** How often the tables are looked at although nobody called. */
  pollMs?: number;
  retry?: Partial<RetrySettings>;
};

export type Relay = {
  wake(shards?: readonly number[]): void;
  /** Resolves when this process holds shards. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the relay of this process. Any number of processes share the work; each conversation has one at a time. */
export function startRelay(options: RelayOptions): Relay {
  const { pool } = options;
  const ready = Promise.withResolvers<void>();
  const consumer: Consumer = createConsumer({
    pool,
    leases: () => leases,
    meaning: options.meaning ?? createMeaning(pool, options.contactCentreFor),
    concurrency: options.concurrency,
    retry: options.retry,
  });
  const leases: Leases = startLeases({
    pool,
    owner: randomUUID(),
    leaseMs: options.leaseMs ?? 10_000,
    isBusy: consumer.isBusy,
    onGained: (shards) => {
      consumer.wake(shards);
      ready.resolve();
    },
  });

  const look = async () => {
    const { rows } = await pool.query<{ shard: number }>({
      name: "relay.look",
      text: `SELECT s.shard FROM unnest($1::smallint[]) AS s(shard)
        WHERE EXISTS (SELECT FROM relay_waiting w WHERE w.shard = s.shard AND w.state = 0)`,
      values: [leases.held()],
    });
    consumer.wake(rows.map((row) => row.shard));
  };
  let looking = false;
  const lookOnce = () => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) =>
        log.debug({ error: (error as Error).message }, "relay: could not look for work"),
      )
      .finally(() => {
        looking = false;
      });
  };
  const poll = setInterval(lookOnce, options.pollMs ?? 1_000);

  const listener = options.listener ?? createListener(pool.options);
  const subscriptions = [
    listener.subscribe(RELAY_TOPIC, lookOnce),
    listener.subscribe(RELAY_AGAIN_TOPIC, () => {
      consumer.forgetWaits();
      lookOnce();
    }),
  ];
  const offWake = onWake((shards) => consumer.wake(shards));

  return {
    wake: (shards) => (shards ? consumer.wake(shards) : lookOnce()),
    ready: () => ready.promise,
    async stop() {
      clearInterval(poll);
      for (const unsubscribe of subscriptions) unsubscribe();
      offWake();
      if (!options.listener) await listener.close();
      await consumer.stop();
      await leases.stop();
    },
  };
}
