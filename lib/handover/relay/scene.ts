import "server-only";
import type pg from "pg";
import { deliveryRequestId } from "#lib/deliveries/mapping.ts";
import type { ConversationState } from "#lib/handover/conversation/mapping.ts";
import type { ContactCentre, ContactCentreFor } from "./contact-centre.ts";
import { type Lease, PermanentFailure, type RelayRow } from "./row.ts";
import { parseRelaySettings, type RelaySettings } from "./settings.ts";

/** The conversation an event happens to, as it stands before the event, and the handover it belongs to. */
export type Scene = {
  id: string;
  providerId: string;
  /** Of its handover: whose agents they are. */
  kind: string;
  state: ConversationState;
  visitorName: string | null;
  agentName: string | null;
  contactId: string | null;
  interactionId: string | null;
  handoverSeq: number;
  handoverAt: Date | null;
  botSession: number;
  botFailures: number;
  parked: boolean;
  bot: unknown;
  settings: RelaySettings;
  channelId: string | null;
  connectionId: string | null;
  providerState: string;
};

/** What every effect is handed. */
export type Stage = {
  pool: pg.Pool;
  row: RelayRow;
  lease: Lease;
  scene: Scene;
  contactCentreFor: ContactCentreFor;
};

type SceneRow = Omit<Scene, "parked" | "settings"> & { parkedAt: Date | null; settings: unknown };

/** Reads the scene of an event. A conversation that does not exist cannot come to be: the event is parked. */
export async function readScene(pool: pg.Pool, row: RelayRow): Promise<Scene> {
  const { rows } = await pool.query<SceneRow>({
    name: "relay.scene",
    text: `SELECT v.id, v.provider_id AS "providerId", p.kind, v.state, v.visitor_name AS "visitorName", v.agent_name AS "agentName",
        v.contact_id AS "contactId", v.interaction_id AS "interactionId", v.handover_seq AS "handoverSeq",
        v.handover_at AS "handoverAt", v.bot_session AS "botSession", v.bot_failures AS "botFailures", v.parked_at AS "parkedAt", p.bot, p.settings, p.channel_id AS "channelId",
        p.connection_id AS "connectionId", p.state AS "providerState"
      FROM conversation v JOIN handover_provider p ON p.id = v.provider_id WHERE v.id = $1 AND p.id = $2`,
    values: [row.conversationKey, row.providerId],
  });
  const found = rows[0];
  if (!found) throw new PermanentFailure("The conversation does not exist");
  const { parkedAt, settings, ...rest } = found;
  return { ...rest, parked: parkedAt !== null, settings: parseRelaySettings(settings) };
}

/** The contact centre of this handover; undefined when the set-up has not come as far as a channel. */
export async function contactCentreOf(stage: Stage): Promise<ContactCentre | undefined> {
  const { providerId, kind, connectionId, channelId } = stage.scene;
  if (!connectionId || !channelId) return undefined;
  return stage.contactCentreFor(
    { providerId, kind, connectionId, channelId },
    deliveryRequestId(stage.row.id),
  );
}
