import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { auditOf, loadTemplate } from "./load-template.ts";
import { TEMPLATES_TOPIC, templateSubject } from "./mapping.ts";
import type { TemplateInput, TemplateView } from "./schema.ts";
import { orTemplateNameTaken, refuseTakenName, writeVersion } from "./write-template.ts";

/** Makes a template, in version 1 (M-40). CXone is not told: no API does. Throws `name_taken`, `not_found`. */
export async function createTemplate(ctx: Ctx, input: TemplateInput): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, name, html, sample, note } = input;
  const connection = await loadCxoneConnection(connectionId);
  await refuseTakenName(connectionId, name);
  const id = newId("tpl");
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await tx.emailTemplate
      .create({ data: { id, connectionId, name, html, sample, createdAt: now, updatedAt: now } })
      .catch(orTemplateNameTaken);
    await writeVersion(tx, ctx, id, { version: 1, name, html, sample, note });
    await notify(tx, TEMPLATES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_template.created",
      object: templateSubject(id),
      after: { connection: connection.name, ...auditOf({ name, html, sample }) },
    });
  });
  return loadTemplate(id);
}
