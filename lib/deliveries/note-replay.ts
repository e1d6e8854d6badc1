import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { RELAY_AGAIN_TOPIC } from "#lib/handover/relay/wake.ts";
import { notify } from "#lib/live/notify.ts";

/** Marks deliveries as replayed, inside the transaction that replays them, and has the relays look at once. */
export async function noteReplay(tx: Tx, ctx: Ctx, eventIds: readonly number[], how: string): Promise<void> {
  const detail = `${how} by ${ctx.actor.name}`;
  await tx.$executeRaw`
    INSERT INTO bridge_call (endpoint, verdict, status, provider_id, conversation_key, event_id, detail, request_id)
    SELECT 'replay', 'accepted', 202, provider_id, conversation_key, id, ${detail}, ${ctx.requestId}
    FROM relay_event WHERE id = ANY(${eventIds}::bigint[]) ORDER BY id`;
  await notify(tx, RELAY_AGAIN_TOPIC);
}
