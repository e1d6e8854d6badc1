import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { findSkillByName, getSkillDetail, type SkillDetail, updateSkill } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { afterLostAnswer } from "#lib/tenant/after-lost-answer.ts";
import { changedFields, notKept, refuseChanged } from "#lib/tenant/refuse-changed.ts";
import { skillView } from "./get-skill.ts";
import { directionOf, SKILL_FIELD_NAMES } from "./mapping.ts";
import { fieldsOf, skillObject } from "./object.ts";
import type { SkillChange, SkillInput, SkillOutcome } from "./schema.ts";
import { vendorSettings } from "./vendor-settings.ts";

/**
 * Changes a skill; only what differs is sent. Throws `conflict` when it is no longer as the form was opened with, and
 * `bad_input` for what CXone never changes: media type and direction.
 */
export async function changeSkill(
  ctx: Ctx,
  connectionId: string,
  skillId: number,
  { skill: input, loaded }: SkillChange,
): Promise<SkillOutcome> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const before = await readSkill(client, skillId);
  const object = skillObject(connectionId, skillId);
  await refuseChanged(object, loaded, fieldsOf(before), SKILL_FIELD_NAMES);
  refuseFixed(before, input);
  const { skillName, campaignId } = input;
  const wanted: Record<string, unknown> = { skillName, campaignId, ...vendorSettings(input) };
  // "None" is a choice here, not "leave it as it is".
  if (input.messageTemplateId === null) wanted.messageTemplateId = 0;
  const changed = changedFields(wanted, fieldsOf(before));
  if (Object.keys(changed).length > 0) {
    if (changed.skillName) await refuseTakenName(client, skillName, skillId);
    const { skillName: name, campaignId: campaign, ...settings } = changed;
    await afterLostAnswer(
      "the skill was changed",
      async () => {
        await updateSkill(client, skillId, {
          ...(name === undefined ? {} : { skillName }),
          ...(campaign === undefined ? {} : { campaignId }),
          settings,
        });
        return true;
      },
      async () => {
        const now = await readSkill(client, skillId);
        return notKept(changed, fieldsOf(now), SKILL_FIELD_NAMES).length === 0 ? true : null;
      },
    );
  }
  const after = await readSkill(client, skillId);
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "skill.changed",
      object,
      before: fieldsOf(before),
      after: fieldsOf(after),
    }),
  );
  return {
    skill: await skillView(connectionId, after, ctx.now().toISOString()),
    notKept: notKept(changed, fieldsOf(after), SKILL_FIELD_NAMES),
  };
}

/** Switches a skill on or off; there is no deleting (facts/cxone.md §2.1). Doing it twice changes nothing. */
export async function setSkillActive(
  ctx: Ctx,
  connectionId: string,
  skillId: number,
  active: boolean,
): Promise<SkillOutcome> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const before = await readSkill(client, skillId);
  await afterLostAnswer(
    active ? "the skill was activated" : "the skill was deactivated",
    async () => {
      if (before.isActive !== active) await updateSkill(client, skillId, { isActive: active });
      return true;
    },
    async () => ((await readSkill(client, skillId)).isActive === active ? true : null),
  );
  const after = await readSkill(client, skillId);
  if (before.isActive !== after.isActive) {
    await db().$transaction((tx) =>
      writeAudit(tx, ctx, {
        action: active ? "skill.activated" : "skill.deactivated",
        object: skillObject(connectionId, skillId),
        before: { active: before.isActive },
        after: { active: after.isActive },
      }),
    );
  }
  const skill = await skillView(connectionId, after, ctx.now().toISOString());
  return { skill, notKept: after.isActive === active ? [] : ["Active"] };
}

async function readSkill(client: CxoneClient, skillId: number): Promise<SkillDetail> {
  const detail = await getSkillDetail(client, skillId).catch((error: unknown) => {
    throw explainVendorError(error);
  });
  if (!detail) throw new AppError("not_found", { detail: "This skill is not in CXone any more." });
  return detail;
}

function refuseFixed(before: SkillDetail, input: SkillInput): void {
  const fields: Record<string, string> = {};
  if (input.mediaTypeId !== before.mediaTypeId)
    fields.mediaTypeId = "CXone never changes the media type of a skill. Make a new skill instead.";
  if (input.direction !== directionOf(before))
    fields.direction = "CXone never changes the direction of a skill. Make a new skill instead.";
  if (Object.keys(fields).length > 0) throw new AppError("bad_input", { fields });
}

async function refuseTakenName(client: CxoneClient, skillName: string, skillId: number): Promise<void> {
  const twin = await findSkillByName(client, skillName).catch((error: unknown) => {
    throw explainVendorError(error);
  });
  if (twin && twin.skillId !== skillId)
    throw new AppError("bad_input", {
      fields: { skillName: `CXone has a skill ${skillName} already. Choose another name.` },
    });
}
