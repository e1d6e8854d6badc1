import type { Store } from "../state/store.ts";
import type { Call, Leg } from "../state/voice-model.ts";
import { uuidOf } from "../telephony/ids.ts";
import { legOf, legsOf, nameOf } from "../telephony/legs.ts";
import { outboundState } from "../telephony/outbound.ts";
import { campaignsOfQueue, isQueue, kindOfCampaign, voiceSkills, waitingIn } from "../telephony/queues.ts";

/** What the controls of the telephony answer: ids of both dialects side by side. */

const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function legView(store: Store, leg: Leg) {
  return {
    contactId: leg.contactId,
    isCaller: leg.isCaller,
    state: leg.state,
    skillId: leg.skillId,
    agentId: leg.agentId,
    agent: leg.agentId === null ? null : nameOf(store, leg.agentId),
    number: leg.number,
    endReason: leg.endReason,
  };
}

export function callView(store: Store, call: Call) {
  const leg = legOf(store, call.contactId);
  const transfer = call.transfers.at(-1);
  return {
    callId: call.callId,
    contactId: call.contactId,
    direction: call.direction,
    from: call.from,
    to: call.to,
    state: leg.state,
    skillId: leg.skillId,
    agentId: leg.agentId,
    userId: leg.agentId === null ? null : (store.agents.get(leg.agentId)?.userId ?? null),
    startedAt: time(call.startedAt),
    endedAt: time(call.endedAt),
    endedBy: call.endedBy,
    transfer: transfer
      ? {
          id: transfer.transferId,
          type: transfer.transferType,
          target: transfer.target,
          state: transfer.state,
          reason: transfer.reason,
          contactId: transfer.contactId,
        }
      : null,
    transfers: call.transfers.length,
    outbound: call.outbound
      ? {
          state: outboundState(store, call),
          disposition: call.outbound.disposition,
          data: call.outbound.data,
        }
      : null,
    legs: legsOf(store, call.callId).map((row) => legView(store, row)),
    history: call.history.map(({ at, ...line }) => ({ at: time(at), ...line })),
  };
}
export type CallView = ReturnType<typeof callView>;

export function queueViews(store: Store) {
  return voiceSkills(store).map((skill) => ({
    skillId: skill.skillId,
    skillUuid: uuidOf("skill", skill.skillId),
    queueId: isQueue(store, skill) ? uuidOf("queue", skill.skillId) : null,
    name: skill.skillName,
    isActive: skill.isActive,
    waiting: waitingIn(store, skill.skillId),
    campaigns: campaignsOfQueue(store, skill).map((campaign) => campaign.campaignId),
    agents: store.assignments.where("skill", String(skill.skillId)).map((row) => row.agentId),
  }));
}

export function campaignViews(store: Store) {
  return store.campaigns.list().map((campaign) => ({
    campaignId: campaign.campaignId,
    campaignUuid: uuidOf("campaign", campaign.campaignId),
    name: campaign.name,
    isActive: campaign.isActive,
    ...kindOfCampaign(store, campaign.campaignId),
  }));
}

export function agentViews(store: Store) {
  return store.agents
    .list()
    .filter((agent) => agent.isActive)
    .map(({ agentId, userId, state, stateAfterCall = null }) => ({
      agentId,
      userId,
      name: nameOf(store, agentId),
      state,
      stateAfterCall,
      contactIds: store.voice.legs.where("agent", String(agentId)).map((leg) => leg.contactId),
    }));
}
