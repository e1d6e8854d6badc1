import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { listMessageTemplates } from "#lib/cxone/message-templates.ts";
import { getSkillDetail, type SkillDetail } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { fieldsOf } from "./object.ts";
import { skillRow } from "./reads.ts";
import type { SkillView } from "./schema.ts";

/** One skill, or the last that was known of it (`stale`). Throws `not_found`. */
export async function getSkill(ctx: Ctx, connectionId: string, skillId: number): Promise<SkillView> {
  requireRole(ctx, "admin", "operator");
  const question = { operation: "skills.one", params: skillId };
  const { value, asOf, stale } = await readThrough(ctx, connectionId, question, (client) =>
    getSkillDetail(client, skillId),
  );
  if (!value) throw new AppError("not_found", { detail: "This skill is not in CXone." });
  return skillView(connectionId, value, asOf, stale);
}

export async function skillView(
  connectionId: string,
  detail: SkillDetail,
  readAt: string,
  stale: SkillView["stale"] = null,
): Promise<SkillView> {
  return {
    ...skillRow(detail),
    connectionId,
    fields: fieldsOf(detail),
    readAt,
    stale,
    handovers: await handoversUsing(connectionId, detail.skillId),
  };
}

/** Handovers whose conversations this skill gets: applied ones, and drafts that picked it. */
export async function handoversUsing(
  connectionId: string,
  skillId: number,
): Promise<{ id: string; name: string; state: string }[]> {
  const [managed, picked] = await Promise.all([
    db().managedObject.findMany({
      where: { kind: "skill", remoteId: String(skillId) },
      select: { subject: true },
    }),
    db().setupStep.findMany({
      where: { stepId: "skill", input: { path: ["skillId"], equals: skillId } },
      select: { subject: true },
    }),
  ]);
  const ids = [...managed, ...picked].map(({ subject }) => subject.replace(/^handover:/, ""));
  return db().handoverProvider.findMany({
    where: { id: { in: ids }, connectionId },
    select: { id: true, name: true, state: true },
    orderBy: { name: "asc" },
  });
}

/** Message templates by name; null when CXone does not list them, which keeps nobody from making a skill. */
export async function listTemplates(
  ctx: Ctx,
  connectionId: string,
): Promise<{ value: string; label: string }[] | null> {
  requireRole(ctx, "admin", "operator");
  const question = { operation: "message-templates.list" };
  const known = await readThrough(ctx, connectionId, question, listMessageTemplates).catch(() => null);
  return (
    known?.value
      .map(({ templateId, name }) => ({ value: String(templateId), label: name || String(templateId) }))
      .sort((a, b) => a.label.localeCompare(b.label)) ?? null
  );
}
