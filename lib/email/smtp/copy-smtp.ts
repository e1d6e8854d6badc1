import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { copySecrets } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { refuseTakenName } from "./create-smtp.ts";
import { getSmtp } from "./reads.ts";
import type { CopySmtp, SmtpView } from "./schema.ts";
import { loadSmtp } from "./stored-smtp.ts";
import { settingsOf } from "./update-smtp.ts";

/**
 * The same mail server and application for another domain or business unit (M-28). The client secret is copied here, inside
 * the server, since it goes to the same place for the same client; a password belongs to one mailbox and an authorisation to
 * one account, so neither is.
 */
export async function copySmtp(ctx: Ctx, fromId: string, input: CopySmtp): Promise<SmtpView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const from = await loadSmtp(fromId);
  const { connectionId, name, mailbox } = input;
  await loadCxoneConnection(connectionId);
  await refuseTakenName(connectionId, name);
  const id = newId("smtp");
  const now = ctx.now();
  const settings = { ...settingsOf(from), name, mailbox };
  await db().$transaction(async (tx) => {
    await tx.smtpConfiguration.create({
      data: { id, connectionId, ...settings, credentialsAt: now, createdAt: now, updatedAt: now },
    });
    const fingerprints = await copySecrets(tx, smtpSubject(fromId), smtpSubject(id), ["clientSecret"]);
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: "smtp.created",
      object: smtpSubject(id),
      after: { copyOf: fromId, connectionId, ...settings, ...fingerprints },
    });
  });
  return getSmtp(ctx, id);
}
