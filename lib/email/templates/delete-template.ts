import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { loadTemplate } from "./load-template.ts";
import { TEMPLATES_TOPIC, templateSubject } from "./mapping.ts";
import type { DeleteInput, TemplateView } from "./schema.ts";
import { templateChanged } from "./update-template.ts";
import { orTemplateNameTaken, refuseTakenName } from "./write-template.ts";

/**
 * Takes a template out of use; its versions stay and its name is free. Channels that use it keep it, and say that it was
 * deleted: throws `in_use` with them unless `usedBy` names just these. Nothing changes in CXone.
 */
export async function deleteTemplate(ctx: Ctx, id: string, { version, usedBy }: DeleteInput): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const before = await loadTemplate(id);
  if (before.deletedAt) return;
  if (before.version !== version) throw await templateChanged(id);
  const using = before.channels.filter(({ state }) => state !== "removed");
  if (using.some((channel) => !usedBy.includes(channel.id))) throw stillUsed(using);
  await db().$transaction(async (tx) => {
    const { count } = await tx.emailTemplate.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: ctx.now(), updatedAt: ctx.now() },
    });
    if (count === 0) throw await templateChanged(id);
    // A removed channel needs nobody to look at it.
    await tx.emailChannel.updateMany({
      where: { templateId: id, state: "removed" },
      data: { templateId: null },
    });
    await notify(tx, TEMPLATES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_template.deleted",
      object: templateSubject(id),
      before: { name: before.name, version, channels: using.map(({ name }) => name).join(", ") },
    });
  });
}

/** Takes a deleted template back, in the version it had. Throws `name_taken` when another one has its name by now. */
export async function undeleteTemplate(ctx: Ctx, id: string): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator");
  const before = await loadTemplate(id);
  if (!before.deletedAt) return before;
  await refuseTakenName(before.connection.id, before.name, id);
  await db().$transaction(async (tx) => {
    await tx.emailTemplate
      .update({ where: { id }, data: { deletedAt: null, updatedAt: ctx.now() } })
      .catch(orTemplateNameTaken);
    await notify(tx, TEMPLATES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_template.undeleted",
      object: templateSubject(id),
      after: { name: before.name, version: before.version },
    });
  });
  return loadTemplate(id);
}

const stillUsed = (channels: readonly { name: string }[]) =>
  new AppError("in_use", {
    detail: `Channels that use it: ${channels.map(({ name }) => name).join(", ")}.`,
    fix: "Choose another template for them, or delete it knowingly: CXone goes on using what was entered there.",
  });
