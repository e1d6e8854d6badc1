import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { auditOf, loadTemplate } from "./load-template.ts";
import { TEMPLATES_TOPIC, templateSubject } from "./mapping.ts";
import type { TemplateChange, TemplateView } from "./schema.ts";
import {
  orTemplateNameTaken,
  refuseTakenName,
  type TemplateContent,
  writeVersion,
} from "./write-template.ts";

/** What makes another version: what it is connected to does not. */
const FORM_ACTIONS = ["email_template.changed", "email_template.restored", "email_template.deleted"];

/** The `conflict` for who was second: says who changed what. */
export const templateChanged = (id: string) => changedMeanwhile(templateSubject(id), undefined, FORM_ACTIONS);

/** Makes the next version of a template. Throws `conflict` with who saved what since `version`, `name_taken`, `not_found`. */
export async function updateTemplate(ctx: Ctx, id: string, change: TemplateChange): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator");
  const { version, note, ...content } = change;
  await saveVersion(ctx, id, { version, note, content, action: "email_template.changed" });
  return loadTemplate(id);
}

/** Makes an old version the newest one again, as a version of its own: nothing between is lost. Throws what every change throws. */
export async function restoreVersion(
  ctx: Ctx,
  id: string,
  wanted: number,
  { version }: { version: number },
): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator");
  const old = await db().emailTemplateVersion.findUnique({
    where: { templateId_version: { templateId: id, version: wanted } },
  });
  if (!old) throw new AppError("not_found", { detail: `There is no version ${wanted} of this template.` });
  const content = { name: old.name, html: old.html, sample: old.sample as Record<string, string> };
  const note = `Version ${wanted} restored`;
  await saveVersion(ctx, id, { version, note, content, action: "email_template.restored" });
  return loadTemplate(id);
}

type Save = {
  /** The version that the change began from. */
  version: number;
  content: TemplateContent;
  note: string;
  action: "email_template.changed" | "email_template.restored";
};

/** Writes the next version unless it says the same as the last. */
async function saveVersion(ctx: Ctx, id: string, { version, content, note, action }: Save): Promise<void> {
  const before = await loadTemplate(id);
  if (before.deletedAt) throw deleted();
  if (before.version !== version) throw await templateChanged(id);
  const { name, html, sample } = content;
  const same = JSON.stringify(auditOf(before)) === JSON.stringify(auditOf(content)) && before.html === html;
  if (same) return;
  await refuseTakenName(before.connection.id, name, id);
  await db().$transaction(async (tx) => {
    const { count } = await tx.emailTemplate
      .updateMany({
        where: { id, version, deletedAt: null },
        data: { name, html, sample, version: { increment: 1 }, updatedAt: ctx.now() },
      })
      .catch(orTemplateNameTaken);
    // The loser of two saves changes no row.
    if (count === 0) throw await templateChanged(id);
    await writeVersion(tx, ctx, id, { ...content, version: version + 1, note });
    await notify(tx, TEMPLATES_TOPIC);
    await writeAudit(tx, ctx, {
      action,
      object: templateSubject(id),
      before: auditOf(before),
      after: auditOf(content),
      ...(note ? { reason: note } : {}),
    });
  });
}

const deleted = () =>
  new AppError("conflict", {
    title: "The template is deleted",
    detail: "A deleted template stays as it was.",
    fix: "Take it back first, or make a new one from it. What you typed is still here.",
  });
