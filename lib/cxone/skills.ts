import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId, parseAnswer, requireBatchSuccess, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { CxoneError } from "./errors.ts";
import { type AcdPage, compareBy, pageAcd } from "./page-acd.ts";
import { listAcd } from "./pages.ts";
import { encodeSkillSettings, type SkillSettings, skillSettings } from "./skill-settings.ts";
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
  outboundStrategy: textOrEmpty,
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

export type SkillSort = "skillName" | "mediaTypeId" | "campaignName" | "isActive";

export interface SkillPageQuery extends SkillFilter {
  readonly skip: number;
  readonly top: number;
  readonly isActive?: boolean | undefined;
  readonly isOutbound?: boolean | undefined;
  readonly campaignId?: number | undefined;
  readonly sort?: { readonly by: SkillSort; readonly descending: boolean } | undefined;
}

/** One page of skills; the vendor searches, filters and sorts where it can. */
export async function pageSkills(client: CxoneClient, query: SkillPageQuery): Promise<AcdPage<Skill>> {
  const { search, mediaTypeId, isActive, isOutbound, campaignId, sort, skip, top } = query;
  const wanted = search?.toLowerCase();
  return pageAcd(
    client,
    {
      operation: "cxone.skills.page",
      path: "skills",
      query: {
        searchString: search,
        mediaTypeId,
        isActive,
        isOutbound,
        campaignId,
        orderBy: sort && `${sort.by} ${sort.descending ? "desc" : "asc"}`,
      },
      key: "skills",
      row: skill,
      idOf: (row) => row.skillId,
      matches: (row) =>
        (wanted === undefined ||
          `${row.skillName} ${row.skillId} ${row.campaignName}`.toLowerCase().includes(wanted)) &&
        (mediaTypeId === undefined || row.mediaTypeId === mediaTypeId) &&
        (isActive === undefined || row.isActive === isActive) &&
        (isOutbound === undefined || row.isOutbound === isOutbound) &&
        (campaignId === undefined || row.campaignId === campaignId),
      compare: sort && ((a, b) => (sort.descending ? -1 : 1) * compareBy(a[sort.by], b[sort.by])),
    },
    { skip, top },
  );
}

/** One skill by id, or null. Not subject to the lag of the list. */
export async function getSkill(client: CxoneClient, skillId: number): Promise<Skill | null> {
  return getOne(client, skillId, skill);
}

export type SkillDetail = Skill & { settings: SkillSettings };

const detail = z.record(z.string(), z.unknown()).transform((row, context): SkillDetail => {
  const [base, settings] = [skill.safeParse(row), skillSettings.safeParse(row)];
  if (base.success && settings.success) return { ...base.data, settings: settings.data };
  for (const issue of [...(base.error?.issues ?? []), ...(settings.error?.issues ?? [])])
    context.addIssue({ code: "custom", path: issue.path, message: issue.message });
  return z.NEVER;
});

/** One skill with all that it is set to, or null. */
export async function getSkillDetail(client: CxoneClient, skillId: number): Promise<SkillDetail | null> {
  return getOne(client, skillId, detail);
}

async function getOne<Row>(client: CxoneClient, skillId: number, row: z.ZodType<Row>): Promise<Row | null> {
  const operation = "cxone.skills.get";
  try {
    return await client.read(
      { operation, api: "acd", method: "GET", path: `skills/${skillId}`, idempotent: true },
      // Some tenants answer the bare skill, some a list of one.
      z.union([z.object({ skills: z.tuple([row]) }).transform((wrapped) => wrapped.skills[0] as Row), row]),
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
  readonly settings?: Partial<SkillSettings>;
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
  const { settings = {}, ...named } = input;
  const isOutbound = input.isOutbound ?? false;
  const response = await client.request({
    operation,
    api: "acd",
    method: "POST",
    path: "skills",
    body: {
      skills: [
        {
          ...(isOutbound ? {} : INBOUND_DEFAULTS),
          ...named,
          ...encodeSkillSettings(settings),
          isOutbound,
          isActive: true,
        },
      ],
    },
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
    // The list lags by seconds, so the first look at once would be in vain; a skill that is asked for by id is there.
    { ...(skillId === null ? { startAfterMs: 1_000 } : {}), ...wait },
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
  readonly settings?: Partial<SkillSettings>;
}

/** Changes a skill. There is no deleting: a skill is switched off with `isActive: false`. */
export async function updateSkill(client: CxoneClient, skillId: number, change: SkillChange): Promise<void> {
  const operation = "cxone.skills.update";
  const { settings = {}, ...named } = change;
  const response = await client.request({
    operation,
    api: "acd",
    method: "PUT",
    path: `skills/${skillId}`,
    body: { skill: { ...named, ...encodeSkillSettings(settings) } },
    idempotent: true,
  });
  if (response.body.length === 0) return;
  const result = parseAnswer(operation, response, z.object({ success: flag.nullish(), error: textOrEmpty }));
  if (result.success !== false) return;
  const item = { index: 0, id: skillId, success: false, error: result.error };
  requireBatchSuccess(operation, { errorCount: 1, items: [item] }, response.requestLogId);
}
