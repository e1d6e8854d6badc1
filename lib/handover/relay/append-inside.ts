import "server-only";
import type pg from "pg";
import type { NewRelayEvent } from "./events.ts";
import { shardOf } from "./shard.ts";
import { RELAY_TOPIC, wakeRelay } from "./wake.ts";

/**
 * Appends an event that follows from another, inside the transaction of that one. Appending it twice changes
 * nothing. Call `wakeRelay` after the commit.
 */
export async function appendInside(client: Pick<pg.Pool, "query">, event: NewRelayEvent): Promise<void> {
  await client.query({
    name: "relay.append-inside",
    text: `WITH new AS (
        INSERT INTO relay_event (shard, provider_id, conversation_key, kind, external_id, payload)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (provider_id, kind, external_id) DO NOTHING
        RETURNING id, shard, conversation_key
      )
      INSERT INTO relay_waiting (event_id, shard, conversation_key) SELECT id, shard, conversation_key FROM new`,
    values: [
      shardOf(event.conversationKey),
      event.providerId,
      event.conversationKey,
      event.kind,
      event.externalId,
      JSON.stringify(event.payload),
    ],
  });
}

/** Appends an event of our own outside any other work, and calls the relays. */
export async function appendEvent(pool: pg.Pool, event: NewRelayEvent): Promise<void> {
  await appendInside(pool, event);
  await pool.query("SELECT pg_notify('patchbay', $1)", [JSON.stringify({ topic: RELAY_TOPIC })]);
  wakeRelay([shardOf(event.conversationKey)]);
}
