import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { endTokens } from "#lib/connections/store-credentials.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { forgetSecret, readSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { checkInput } from "./check-input.ts";
import { refuseMissingSecret, refuseTakenName, storeSmtpSecrets } from "./create-smtp.ts";
import { forgetFailing } from "./note-outcome.ts";
import { getSmtp } from "./reads.ts";
import { isOauth, type ParsedSmtpInput, SMTP_SECRETS, type SmtpSettings, type SmtpView } from "./schema.ts";
import { smtpTokens } from "./smtp-tokens.ts";
import { type Destination, keepsGrant, leadsElsewhere } from "./state.ts";
import { loadSmtp, REFRESH_TOKEN, type StoredSmtp } from "./stored-smtp.ts";
import { tryCredentials } from "./try-credentials.ts";

/** What counts as a change of the form: mails, grants and their outcomes are none. */
const FORM_ACTIONS = ["smtp.changed"];

/**
 * Changes a configuration. Empty secrets are kept, unless the server (host, port, encryption, certificate), authority,
 * tenant or client changed: then they must be entered again, and neither a kept secret nor a token goes to the new place. A new secret counts at once, also for what is
 * running (facts/product.md §2.3, Zammad 4644). Throws `conflict` with who saved what since `version`.
 */
export async function updateSmtp(
  ctx: Ctx,
  id: string,
  version: number,
  input: ParsedSmtpInput,
): Promise<SmtpView> {
  requireRole(ctx, "admin", "operator");
  const before = await loadSmtp(id);
  const { settings, secrets } = input;
  const elsewhere = leadsElsewhere(before, toDestination(settings));
  const touchesSecrets = elsewhere || Object.keys(secrets).length > 0 || before.auth !== settings.auth;
  if (touchesSecrets) {
    requireRole(ctx, "admin");
    requireFresh(ctx);
  }
  if (input.connectionId !== before.connectionId) throw otherTenant();
  if (before.version !== version) throw await changedMeanwhile(smtpSubject(id), undefined, FORM_ACTIONS);
  if (elsewhere || !(await hasSecretFor(before, settings.auth))) refuseMissingSecret(input, elsewhere);
  checkInput(input, ctx.now());
  await refuseTakenName(before.connectionId, settings.name, id);
  if (secrets.clientSecret) {
    const call = { connectionId: before.connectionId, requestId: ctx.requestId };
    await tryCredentials(settings, secrets.clientSecret, call);
  }
  const now = ctx.now();
  const renewed = touchesSecrets || before.mailbox !== settings.mailbox;
  await db().$transaction(async (tx) => {
    const grantKept = keepsGrant(before, toDestination(settings));
    const { count } = await tx.smtpConfiguration.updateMany({
      where: { id, version },
      data: {
        ...settings,
        version: { increment: 1 },
        ...(renewed ? { credentialsAt: now } : {}),
        ...(grantKept ? {} : { grant: Prisma.DbNull, grantVersion: { increment: 1 } }),
      },
    });
    if (count === 0) throw await changedMeanwhile(smtpSubject(id), undefined, FORM_ACTIONS);
    if (!grantKept) await forgetSecret(tx, smtpSubject(id), REFRESH_TOKEN);
    if (elsewhere) for (const field of SMTP_SECRETS) await forgetSecret(tx, smtpSubject(id), field);
    const fingerprints = await storeSmtpSecrets(tx, id, input, now);
    if (renewed) {
      await endTokens(tx, id);
      await forgetFailing(tx, id, now);
    }
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: "smtp.changed",
      object: smtpSubject(id),
      before: settingsOf(before),
      after: { ...settings, ...fingerprints },
    });
  });
  smtpTokens().forget(id);
  return getSmtp(ctx, id);
}

const toDestination = (settings: SmtpSettings): Destination => settings;

async function hasSecretFor(before: StoredSmtp, auth: SmtpSettings["auth"]): Promise<boolean> {
  const field = isOauth(auth) ? "clientSecret" : auth === "password" ? "password" : undefined;
  return field === undefined || (await readSecret(db(), smtpSubject(before.id), field)) !== undefined;
}

/** Without what changes by itself. */
export const settingsOf = ({
  name,
  provider,
  host,
  port,
  security,
  caCertificate,
  mailbox,
  auth,
  authority,
  tenantId,
  clientId,
}: StoredSmtp): SmtpSettings => ({
  name,
  provider,
  host,
  port,
  security,
  caCertificate,
  mailbox,
  auth,
  authority,
  tenantId,
  clientId,
});

const otherTenant = () =>
  new AppError("bad_input", {
    fields: { connectionId: "A configuration stays with its tenant. Copy it for another one." },
  });
