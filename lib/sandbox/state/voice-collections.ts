import type { Collection, Indexes } from "./collection.ts";
import type * as model from "./voice-model.ts";

type Make = <Row extends object>(name: string, indexes?: Indexes<Row>) => Collection<Row>;

/** What a waiting leg waits for: when nobody is free for one, nobody is for the others that wait for the same. */
export function waitsFor({ state, target, skillId, withSkillId }: model.Leg): string {
  if (state !== "waiting") return "";
  return `${skillId} ${withSkillId} ${target?.kind === "agent" ? target.agentId : ""}`;
}

/** The tables of the simulated telephony; the store keeps them under `store.voice`. */
export function voiceCollections(make: Make) {
  return {
    calls: make<model.Call>("calls", {
      contact: (row) => String(row.contactId),
      live: (row) => (row.endedAt === null ? "yes" : "no"),
      outboundAgent: (row) => (row.outbound ? String(row.outbound.agentId) : ""),
    }),
    legs: make<model.Leg>("legs", {
      call: (row) => row.callId,
      /** Legs that an agent is on now: at most one, but for a consultation that the agent began. */
      agent: (row) => (row.endedAt === null && row.agentId !== null ? String(row.agentId) : ""),
      waitsFor,
      queue: (row) => (row.state === "waiting" ? String(row.skillId) : ""),
      due: (row) => (row.dueAt === null ? "no" : "yes"),
    }),
    queues: make<model.VoiceQueue>("queues"),
    campaigns: make<model.VoiceCampaign>("campaigns"),
    contacts: make<model.VoiceContact>("contacts", { phone: (row) => row.phoneNumber }),
    clients: make<model.V2Client>("clients"),
    tokens: make<model.V2Token>("tokens"),
  };
}
