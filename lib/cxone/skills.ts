import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId, parseAnswer, requireBatchSuccess, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { CxoneError } from "./errors.ts";
import { listAcd } from "./pages.ts";
import { type WaitOptions, waitUntilListed } from "./wait-until-listed.ts";

/** Media types by name (facts/cxone.md §2.1). */
export const MEDIA_TYPE = {
  email: 1,
  chat: 3,
  phone: 4,
  voicemail: 5,
  workItem: 6,
  sms: 7,
  digital: 9,
} as const;

const skill = z.object({
  skillId: integerId,
  skillName: z.string(),
  mediaTypeId: integerId,
  campaignId: nullableId,
  campaignName: textOrEmpty,
  isActive: flag.nullish().transform((on) => on ?? true),
  isOutbound: flag.nullish().transform((on) => on ?? false),
});

export type Skill = z.infer<typeof skill>;

export interface SkillFilter {
  readonly mediaTypeId?: number;
  /** Part of the name; the vendor does the search. */
  readonly search?: string;
}

/** All skills, active or not. */
export async function listSkills(client: CxoneClient, filter: SkillFilter = {}): Promise<Skill[]> {
  return listAcd(client, {
    operation: "cxone.skills.list",
    path: "skills",
    query: { mediaTypeId: filter.mediaTypeId, searchString: filter.search },
    key: "skills",
    row: skill,
    idOf: (row) => row.skillId,
  });
}

/** The skill of exactly this name (CXone tells names apart without regard to case), or null. */
export async function findSkillByName(client: CxoneClient, skillName: string): Promise<Skill | null> {
  const wanted = skillName.toLowerCase();
  const found = await listSkills(client, { search: skillName });
  return found.find((row) => row.skillName.toLowerCase() === wanted) ?? null;
}

/** One skill by id, or null. Not subject to the lag of the list. */
export async function getSkill(client: CxoneClient, skillId: number): Promise<Skill | null> {
  const operation = "cxone.skills.get";
  try {
    return await client.read(
      { operation, api: "acd", method: "GET", path: `skills/${skillId}`, idempotent: true },
      // Some tenants answer the bare skill, some a list of one.
      z.union([z.object({ skills: z.tuple([skill]) }).transform((wrapped) => wrapped.skills[0]), skill]),
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export interface NewSkill {
  /** 2 to 30 characters (M-71). */
  readonly skillName: string;
  readonly mediaTypeId: number;
  /** The documentation calls it optional; in practice the call fails without. */
  readonly campaignId: number;
  readonly isOutbound?: boolean;
  readonly outboundStrategy?: string;
}

/** Inbound skills are refused without these, although the documentation calls them optional (facts/cxone.md §2.1). */
const INBOUND_DEFAULTS = {
  serviceLevelThreshold: 30,
  serviceLevelGoal: 80,
  enableShortAbandon: false,
  shortAbandonThreshold: 15,
  countShortAbandons: false,
};

const skillBatch = z.object({
  errorCount: z.coerce.number().nullish(),
  skillsResults: z.array(z.object({ success: flag, error: textOrEmpty, skillId: nullableId })),
});

/**
 * Creates a skill and gives it back as the list shows it. The answer need not name the id and the list lags a few seconds,
 * so it is looked up until it is there; `not_found` with `mayHaveHappened` if it does not appear in time.
 */
export async function createSkill(client: CxoneClient, input: NewSkill, wait?: WaitOptions): Promise<Skill> {
  const operation = "cxone.skills.create";
  const isOutbound = input.isOutbound ?? false;
  const response = await client.request({
    operation,
    api: "acd",
    method: "POST",
    path: "skills",
    body: { skills: [{ ...(isOutbound ? {} : INBOUND_DEFAULTS), ...input, isOutbound, isActive: true }] },
    idempotent: false,
  });
  const batch = parseAnswer(operation, response, skillBatch);
  const items = batch.skillsResults.map((item, index) => ({
    index,
    id: item.skillId,
    success: item.success,
    error: item.error,
  }));
  requireBatchSuccess(operation, { errorCount: batch.errorCount ?? 0, items }, response.requestLogId);
  const skillId = items[0]?.id ?? null;
  const created = await waitUntilListed(
    () => (skillId === null ? findSkillByName(client, input.skillName) : getSkill(client, skillId)),
    wait,
  );
  if (created) return created;
  throw new CxoneError("not_found", `Skill ${input.skillName} was created but is not in the list yet.`, {
    operation,
    mayHaveHappened: true,
  });
}

export interface SkillChange {
  readonly skillName?: string;
  readonly campaignId?: number;
  readonly isActive?: boolean;
}

/** Changes a skill. There is no deleting: a skill is switched off with `isActive: false`. */
export async function updateSkill(client: CxoneClient, skillId: number, change: SkillChange): Promise<void> {
  const operation = "cxone.skills.update";
  const response = await client.request({
    operation,
    api: "acd",
    method: "PUT",
    path: `skills/${skillId}`,
    body: { skill: change },
    idempotent: true,
  });
  if (response.body.length === 0) return;
  const result = parseAnswer(operation, response, z.object({ success: flag.nullish(), error: textOrEmpty }));
  if (result.success !== false) return;
  const item = { index: 0, id: skillId, success: false, error: result.error };
  requireBatchSuccess(operation, { errorCount: 1, items: [item] }, response.requestLogId);
}
