import "server-only";
import { log } from "#lib/log.ts";
import { agentMessagePayload } from "./events.ts";
import type { RelayRow } from "./row.ts";
import { contactCentreOf, type Stage } from "./scene.ts";

/** Whether a delivery says who wrote the message. */
export function namesAgent(row: RelayRow): boolean {
  const payload = agentMessagePayload.safeParse(row.payload);
  return payload.success && payload.data.agentName !== null;
}

/**
 * Adds who wrote an agent's message when the handover displays agent details (H-40) and the delivery did not say:
 * the contact knows whom it is assigned to. A message without a name is better than none, so a failure is passed over.
 */
export async function nameAgent(stage: Stage): Promise<RelayRow> {
  const { row, scene } = stage;
  if (!scene.settings.displayAgentDetails || !scene.contactId || namesAgent(row)) return row;
  try {
    const centre = await contactCentreOf(stage);
    const { contactId, interactionId } = scene;
    const agent = await centre?.readAgent({ contactId, interactionId });
    if (!agent?.name) return row;
    const payload = agentMessagePayload.parse(row.payload);
    return { ...row, payload: { ...payload, agentName: agent.name, agentImage: agent.image } };
  } catch (error) {
    log.debug({ conversation: scene.id, error: (error as Error).message }, "relay: agent not named");
    return row;
  }
}
