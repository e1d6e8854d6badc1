import type { Store } from "../state/store.ts";
import type { Call, Transfer, TransferState } from "../state/voice-model.ts";
import { uuidOf } from "../telephony/ids.ts";
import { legOf, nameOf } from "../telephony/legs.ts";
import { isQueue } from "../telephony/queues.ts";
import type { JsonRecord } from "../wire/values.ts";

const targetTypes = {
  queue: "QUEUE",
  skill: "SKILL",
  extension: "EXTENSION",
  number: "NUMBER",
  agent: "AGENT",
} as const;

function targetIdOf(store: Store, { target }: Transfer): string {
  switch (target.kind) {
    case "queue":
    case "skill":
      return uuidOf(target.kind, target.skillId);
    case "agent":
      return store.agents.get(target.agentId)?.userId ?? "";
    default:
      return target.number;
  }
}

function stateAt(transfer: Transfer, at: number): TransferState | null {
  return transfer.changes.findLast((change) => change.at <= at)?.state ?? null;
}

/** T-30, as it stood at a moment: reading may lag behind, by switch. */
export function callStateAt(store: Store, call: Call, at: number): TransferState {
  if (call.endedAt !== null && call.endedAt <= at) return "DISCONNECTED";
  const transfer = call.transfers.findLast((one) => one.startedAt <= at);
  const shown = transfer && stateAt(transfer, at);
  if (shown) return shown;
  // Nobody transfers it: what a call says then is not known, but for the mock calls of the seed.
  const had = call.history.findLast((line) => line.at <= at && line.contactId === call.contactId);
  const hasAgent = had?.state === "active" || had?.state === "held";
  return hasAgent ? store.switches.callStateBeforeTransfer : "WAITING";
}

function transferView(store: Store, call: Call, at: number): JsonRecord | null {
  const transfer = call.transfers.findLast((one) => one.startedAt <= at);
  if (!transfer) return null;
  const { target, transferId: id } = transfer;
  const targetType = targetTypes[target.kind];
  return { id, targetType, targetId: targetIdOf(store, transfer), state: stateAt(transfer, at) ?? "WAITING" };
}

/** Who has the call once it is connected. */
function connectedTo(store: Store, call: Call, state: TransferState): JsonRecord {
  const { agentId } = legOf(store, call.contactId);
  const agent = agentId === null ? undefined : store.agents.get(agentId);
  if (state !== "CONNECTED" || !agent) return {};
  const asObject = { userId: agent.userId, name: nameOf(store, agent.agentId) };
  return { connectedTo: store.switches.connectedToShape === "object" ? asObject : agent.userId };
}

/** A call as the seeds read it, and with the switch v2Extras what a console wants besides. */
export function callAnswer(store: Store, call: Call): JsonRecord {
  const at = store.now() - store.switches.callStateLagSeconds * 1000;
  const state = callStateAt(store, call, at);
  const shown = { id: call.callId, state, ...connectedTo(store, call, state) };
  return store.switches.v2Extras
    ? { ...shown, transfer: transferView(store, call, at), ...more(store, call) }
    : shown;
}

function more(store: Store, call: Call): JsonRecord {
  const { skillId, agentId } = legOf(store, call.contactId);
  const skill = skillId === null ? undefined : store.skills.get(skillId);
  const agent = agentId === null ? undefined : store.agents.get(agentId);
  return {
    direction: call.direction.toUpperCase(),
    from: call.from,
    to: call.to,
    queue:
      skill && isQueue(store, skill) ? { id: uuidOf("queue", skill.skillId), name: skill.skillName } : null,
    agent: agent ? { userId: agent.userId, name: nameOf(store, agent.agentId) } : null,
    startedAt: new Date(call.startedAt).toISOString(),
    endedAt: call.endedAt === null ? null : new Date(call.endedAt).toISOString(),
  };
}
