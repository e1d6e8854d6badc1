import type { Store } from "../state/store.ts";
import { fromUuid } from "../telephony/ids.ts";
import { asInteger, asText, type JsonRecord } from "../wire/values.ts";

/** A sentence about what a control was sent; it becomes a 400. */
export class BadControl extends Error {}

/** The agent that a body names by `agentId`, as a number or as a UUID. */
export function agentIdIn(store: Store, body: JsonRecord, name = "agentId"): number | null {
  const sent = body[name];
  if (sent == null) return null;
  const agentId = asInteger(sent) ?? store.agents.where("user", String(sent).toLowerCase())[0]?.agentId;
  if (agentId === undefined || !store.agents.get(agentId))
    throw new BadControl(`"${name}" names no agent: ${JSON.stringify(sent)}.`);
  return agentId;
}

/** The phone skill that a body names by `skillId` or `queueId`, as a number, a UUID or its name. */
export function skillIdIn(store: Store, body: JsonRecord): number | null {
  const sent = body.queueId ?? body.skillId;
  if (sent == null) return null;
  const uuid = fromUuid(String(sent));
  const byName = () => store.skills.where("name", String(sent).toLowerCase())[0]?.skillId;
  const skillId = asInteger(sent) ?? (uuid && uuid.kind !== "campaign" ? uuid.id : undefined) ?? byName();
  if (skillId === undefined || store.skills.get(skillId)?.mediaTypeId !== 4)
    throw new BadControl(`"queueId" or "skillId" names no phone skill: ${JSON.stringify(sent)}.`);
  return skillId;
}

export function campaignIdIn(store: Store, body: JsonRecord): number | null {
  const sent = body.campaignId;
  if (sent == null) return null;
  const uuid = fromUuid(String(sent));
  const byName = () => store.campaigns.where("name", String(sent).toLowerCase())[0]?.campaignId;
  const campaignId = asInteger(sent) ?? (uuid?.kind === "campaign" ? uuid.id : undefined) ?? byName();
  if (campaignId === undefined || !store.campaigns.get(campaignId))
    throw new BadControl(`"campaignId" names no campaign: ${JSON.stringify(sent)}.`);
  return campaignId;
}

export function callIdIn(body: JsonRecord): string {
  const sent = asText(body.callId ?? body.contactId ?? body.id);
  if (!sent) throw new BadControl('Send "callId" (UUID) or "contactId" (number).');
  return sent;
}

/** A UUID of the caller's own choice for a new call; a second call under the id of another would take its place. */
export function newCallIdIn(store: Store, body: JsonRecord): string | undefined {
  const sent = body.callId;
  if (sent == null) return undefined;
  if (typeof sent !== "string" || !/^(?=.*[1-9a-f])[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(sent))
    throw new BadControl(`"callId" is a UUID, not ${JSON.stringify(sent)}.`);
  if (store.voice.calls.get(sent.toLowerCase())) throw new BadControl(`There is a call ${sent} already.`);
  return sent;
}

/** One of a set of words. */
export function choiceIn<Word extends string>(body: JsonRecord, name: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === body[name]);
  if (!found) throw new BadControl(`"${name}" is one of: ${words.join(", ")}.`);
  return found;
}

export function flagIn(body: JsonRecord, name: string): boolean {
  const sent = body[name];
  if (typeof sent !== "boolean") throw new BadControl(`"${name}" is true or false.`);
  return sent;
}

/** A whole number in bounds, or the fallback when nothing was sent. */
export function countIn(body: JsonRecord, name: string, fallback: number, most: number): number {
  const sent = body[name] ?? fallback;
  if (typeof sent !== "number" || !Number.isInteger(sent) || sent < 0 || sent > most)
    throw new BadControl(`"${name}" is a whole number from 0 to ${most}.`);
  return sent;
}
