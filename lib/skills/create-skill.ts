import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import {
  createSkill as createVendorSkill,
  findSkillByName,
  getSkillDetail,
  type Skill,
} from "#lib/cxone/skills.ts";
import { waitUntilListed } from "#lib/cxone/wait-until-listed.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { afterLostAnswer } from "#lib/tenant/after-lost-answer.ts";
import { notKept } from "#lib/tenant/refuse-changed.ts";
import { skillView } from "./get-skill.ts";
import { MEDIA_TYPES, SKILL_FIELD_NAMES } from "./mapping.ts";
import { fieldsOf, skillObject } from "./object.ts";
import type { SkillInput, SkillOutcome } from "./schema.ts";
import { vendorSettings } from "./vendor-settings.ts";

/**
 * Makes a skill in CXone (M-70 to M-78) and gives it as CXone then has it. Throws `bad_input` at the name when it is
 * taken. A lost answer is not repeated: the name tells whether the skill was made.
 */
export async function createSkill(ctx: Ctx, connectionId: string, input: SkillInput): Promise<SkillOutcome> {
  requireRole(ctx, "admin", "operator");
  if (!MEDIA_TYPES.some(({ id }) => id === input.mediaTypeId))
    throw new AppError("bad_input", { fields: { mediaTypeId: "Choose one of the media types." } });
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const { skillName, mediaTypeId, campaignId, direction } = input;
  const settings = vendorSettings(input);
  const byName = () => findSkillByName(client, skillName);
  if (await byName().catch(explain)) throw nameTaken(skillName);
  const { skillId } = await afterLostAnswer<Skill>(
    "the skill was made",
    () =>
      createVendorSkill(client, {
        skillName,
        mediaTypeId,
        campaignId,
        isOutbound: direction !== "inbound",
        ...(direction === "inbound" ? {} : { outboundStrategy: STRATEGIES[direction] }),
        settings,
      }),
    () => waitUntilListed(byName, { timeoutMs: 6_000 }),
  );
  const made = await getSkillDetail(client, skillId).catch(explain);
  if (!made)
    throw new AppError("not_found", { detail: "CXone made the skill and does not show it any more." });
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "skill.created",
      object: skillObject(connectionId, skillId),
      after: { ...fieldsOf(made), mediaTypeId, direction },
    }),
  );
  return {
    skill: await skillView(connectionId, made, ctx.now().toISOString()),
    notKept: notKept(settings, fieldsOf(made), SKILL_FIELD_NAMES),
  };
}

/** Both digital ways out are proactive skills; what tells them apart in CXone's API is not public. */
const STRATEGIES = {
  "personal-connection": "Personal Connection",
  byoc: "Manual",
  manual: "Manual",
} as const;

const explain = (error: unknown): never => {
  throw explainVendorError(error);
};

const nameTaken = (name: string) =>
  new AppError("bad_input", {
    fields: { skillName: `CXone has a skill ${name} already. Choose another name, or use that one.` },
  });
