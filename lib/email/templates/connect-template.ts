import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { loadTemplate } from "./load-template.ts";
import { TEMPLATES_TOPIC, templateSubject } from "./mapping.ts";
import type { ConnectInput, TemplateView } from "./schema.ts";

/**
 * Sets which email channels use a template (M-40); a channel has one, so those of others move. What is wanted is kept here: in
 * CXone it is chosen at the channel, by a person. Throws `conflict` when somebody chose otherwise meanwhile, `bad_input` for a
 * channel that is removed or of another connection.
 */
export async function connectTemplate(ctx: Ctx, id: string, input: ConnectInput): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator");
  const template = await loadTemplate(id);
  if (template.deletedAt)
    throw new AppError("conflict", {
      title: "The template is deleted",
      detail: "Take it back before you connect it.",
    });
  const wanted = new Set(input.channelIds);
  await db().$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; name: string; state: string; templateId: string | null }[]>`
      SELECT id, name, state, template_id AS "templateId" FROM email_channel
      WHERE connection_id = ${template.connection.id} ORDER BY id FOR UPDATE`;
    const had = rows.filter((row) => row.templateId === id);
    if (!sameIds(had, input.before))
      throw await changedMeanwhile(templateSubject(id), undefined, ["email_template.connected"]);
    const chosen = rows.filter((row) => wanted.has(row.id));
    refuseUnusable(chosen, wanted, had);
    const [added, dropped] = [
      chosen.filter((row) => row.templateId !== id),
      had.filter((row) => !wanted.has(row.id)),
    ];
    if (added.length + dropped.length === 0) return;
    const set = (ids: readonly { id: string }[], templateId: string | null) =>
      tx.emailChannel.updateMany({
        where: { id: { in: ids.map((row) => row.id) } },
        data: { templateId, version: { increment: 1 }, updatedAt: ctx.now() },
      });
    await set(added, id);
    await set(dropped, null);
    await notify(tx, TEMPLATES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_template.connected",
      object: templateSubject(id),
      before: { channels: names(had) },
      after: { channels: names(chosen) },
    });
  });
  return loadTemplate(id);
}

const names = (rows: readonly { name: string }[]) =>
  rows
    .map(({ name }) => name)
    .sort()
    .join(", ");

const sameIds = (rows: readonly { id: string }[], ids: readonly string[]) =>
  rows.length === new Set(ids).size && rows.every(({ id }) => ids.includes(id));

type Row = { id: string; name: string; state: string };

function refuseUnusable(chosen: readonly Row[], wanted: ReadonlySet<string>, had: readonly Row[]): void {
  if (chosen.length < wanted.size) {
    throw new AppError("bad_input", {
      fields: { channelIds: "A chosen channel does not exist any more, or belongs to another connection." },
    });
  }
  const removed = chosen.filter((row) => row.state === "removed" && !had.includes(row));
  if (removed.length === 0) return;
  const which = removed.map(({ name }) => name).join(", ");
  throw new AppError("bad_input", {
    fields: { channelIds: `${which}: this channel was removed and sends no mail. Leave it out.` },
  });
}
