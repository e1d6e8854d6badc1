import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { expiryCauseOf } from "#lib/connections/store-credentials.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { checkInput } from "./check-input.ts";
import { getSmtp } from "./reads.ts";
import { isOauth, type ParsedSmtpInput, type SmtpView } from "./schema.ts";
import { tryCredentials } from "./try-credentials.ts";

/**
 * A mail server of one's own (M-20 to M-25). The application is tried at Entra first. Throws `bad_input` with the sentence
 * at its field, `name_taken`.
 */
export async function createSmtp(ctx: Ctx, input: ParsedSmtpInput): Promise<SmtpView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { connectionId, settings, secrets } = input;
  await loadCxoneConnection(connectionId);
  refuseMissingSecret(input);
  checkInput(input, ctx.now());
  await refuseTakenName(connectionId, settings.name);
  if (secrets.clientSecret)
    await tryCredentials(settings, secrets.clientSecret, { connectionId, requestId: ctx.requestId });
  const id = newId("smtp");
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await tx.smtpConfiguration.create({
      data: { id, connectionId, ...settings, credentialsAt: now, createdAt: now, updatedAt: now },
    });
    const fingerprints = await storeSmtpSecrets(tx, id, input, now);
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: "smtp.created",
      object: smtpSubject(id),
      after: { connectionId, ...settings, ...fingerprints },
    });
  });
  return getSmtp(ctx, id);
}

/** `elsewhere`: kept secrets do not count, since they would go to a new place. */
export function refuseMissingSecret({ settings, secrets }: ParsedSmtpInput, elsewhere = false): void {
  const again = elsewhere ? " again: what is kept would go to another place" : "";
  if (isOauth(settings.auth) && !secrets.clientSecret) {
    throw new AppError("bad_input", {
      fields: { "secrets.clientSecret": `Paste the Value of the client secret${again}.` },
    });
  }
  if (settings.auth === "password" && !secrets.password) {
    throw new AppError("bad_input", { fields: { "secrets.password": `Enter the password${again}.` } });
  }
}

export async function refuseTakenName(connectionId: string, name: string, exceptId?: string): Promise<void> {
  const other = await db().smtpConfiguration.findUnique({
    where: { connectionId_name: { connectionId, name } },
  });
  if (!other || other.id === exceptId) return;
  throw new AppError("name_taken", {
    fields: { name: `There is already a configuration called ${name}. Choose another name.` },
  });
}

/** Keeps the secrets that were given; returns their fingerprints for the audit row. */
export async function storeSmtpSecrets(
  tx: Tx,
  id: string,
  { secrets, expiry }: Pick<ParsedSmtpInput, "secrets" | "expiry">,
  now: Date,
): Promise<Record<string, string>> {
  const subject = smtpSubject(id);
  const fingerprints: Record<string, string> = {};
  if (secrets.clientSecret) {
    const ends = expiry === "never" ? "never" : new Date(`${expiry}T00:00:00Z`);
    fingerprints.clientSecretFingerprint = await putSecret(
      tx,
      subject,
      "clientSecret",
      secrets.clientSecret,
      {
        now,
        expiry: ends,
      },
    );
    await resolveNoticesOf(tx, expiryCauseOf(subject, "clientSecret"), now);
  }
  if (secrets.password) {
    const options = { now, expiry: "never" as const };
    fingerprints.passwordFingerprint = await putSecret(tx, subject, "password", secrets.password, options);
  }
  return fingerprints;
}
