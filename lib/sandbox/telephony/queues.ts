import type { Campaign, Skill } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import { settle } from "./settle.ts";

/** Phone skills for calls that come in; languages among them are skills only. */
export function voiceSkills(store: Store): Skill[] {
  return store.skills.list().filter((skill) => skill.mediaTypeId === 4 && !skill.isOutbound);
}

export function isQueue(store: Store, skill: Skill): boolean {
  return (
    skill.mediaTypeId === 4 && !skill.isOutbound && store.voice.queues.get(skill.skillId)?.isQueue !== false
  );
}

/** The campaigns that a queue belongs to: the one its skill reports to, and further ones. */
export function campaignsOfQueue(store: Store, skill: Skill): Campaign[] {
  const ids = [skill.campaignId, ...(store.voice.queues.get(skill.skillId)?.moreCampaignIds ?? [])];
  return [...new Set(ids)].flatMap((id) => store.campaigns.get(id) ?? []);
}

export type CampaignKind = {
  type: "INBOUND" | "OUTBOUND";
  personalConnection: boolean;
  apiInitiated: boolean;
};

/** A campaign with an outbound skill dials; Personal Connection is what its skills say. */
export function kindOfCampaign(store: Store, campaignId: number): CampaignKind {
  const outbound = outboundSkills(store, campaignId);
  const personalConnection = outbound.some((skill) => skill.outboundStrategy === "Personal Connection");
  return {
    type: outbound.length > 0 ? "OUTBOUND" : "INBOUND",
    personalConnection,
    apiInitiated: store.voice.campaigns.get(campaignId)?.apiInitiated ?? personalConnection,
  };
}

export function outboundSkills(store: Store, campaignId: number): Skill[] {
  return store.skills
    .where("campaign", String(campaignId))
    .filter((skill) => skill.mediaTypeId === 4 && skill.isOutbound);
}

/** Who is assigned to a campaign: the holders of its skills. */
export function agentsOfCampaign(store: Store, campaignId: number): number[] {
  const holders = store.skills
    .where("campaign", String(campaignId))
    .filter((skill) => skill.mediaTypeId === 4)
    .flatMap((skill) => store.assignments.where("skill", String(skill.skillId)))
    .filter((row) => row.isActive);
  return [...new Set(holders.map((row) => row.agentId))];
}

/** How many wait in the queue of a skill, their calls' own legs and dialled ones. */
export function waitingIn(store: Store, skillId: number): number {
  return store.voice.legs.count("queue", String(skillId));
}

export function setQueueActive(store: Store, skillId: number, isActive: boolean): void {
  store.skills.update(skillId, { isActive, updatedAt: store.now() });
  settle(store);
}

export function setCampaignActive(store: Store, campaignId: number, isActive: boolean): void {
  store.campaigns.update(campaignId, { isActive, updatedAt: store.now() });
}
