import "server-only";
import { db, type Tx } from "#lib/db/client.ts";
import type { SmtpConfiguration } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import type { LastAuthorisation, MailFailure, SmtpAuth, SmtpGrant, SmtpSettings } from "./schema.ts";

/** Where the refresh token of a delegated grant is kept. */
export const REFRESH_TOKEN = "refreshToken";

export type StoredSmtp = Omit<
  SmtpConfiguration,
  "provider" | "security" | "auth" | "grant" | "lastError" | "authorisation"
> &
  Pick<SmtpSettings, "provider" | "security" | "auth"> & {
    grant: SmtpGrant | null;
    lastError: MailFailure | null;
    authorisation: LastAuthorisation | null;
  };

/** Each row was written from the form of lib/email/smtp/schema.ts. */
export const parseSmtp = (row: SmtpConfiguration): StoredSmtp => ({
  ...row,
  provider: row.provider as SmtpSettings["provider"],
  security: row.security as SmtpSettings["security"],
  auth: row.auth as SmtpAuth,
  grant: row.grant as SmtpGrant | null,
  lastError: row.lastError as MailFailure | null,
  authorisation: row.authorisation as LastAuthorisation | null,
});

/** One configuration; throws `not_found`. */
export async function loadSmtp(id: string, tx: Tx = db()): Promise<StoredSmtp> {
  const row = await tx.smtpConfiguration.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", { detail: "This SMTP configuration does not exist any more." });
  return parseSmtp(row);
}

/** The application at Entra with its secret; throws `bad_input` while something of it is missing. */
export async function entraAppOf(smtp: StoredSmtp) {
  const { authority, tenantId, clientId } = smtp;
  const clientSecret = await readSecret(db(), smtpSubject(smtp.id), "clientSecret");
  if (!authority || !tenantId || !clientId || !clientSecret) {
    throw new AppError("bad_input", {
      title: "The client secret is missing",
      detail: "Patchbay has no secret for this application.",
      fix: "Enter the Value of a client secret in the settings of the configuration.",
    });
  }
  return { authority, tenantId, clientId, clientSecret };
}
