import "server-only";
import { egress } from "#lib/connections/egress.ts";
import { AppError } from "#lib/errors.ts";
import { MicrosoftError } from "#lib/microsoft/errors.ts";
import { explainMicrosoftError } from "#lib/microsoft/explain-microsoft-error.ts";
import { requestAppToken } from "#lib/microsoft/tokens.ts";
import type { SmtpSettings } from "./schema.ts";

const FIELDS = {
  clientSecret: "secrets.clientSecret",
  tenantId: "tenantId",
  clientId: "clientId",
  authority: "authority",
};

/**
 * Asks Entra for a token of the application before its secret is kept: a wrong id, the Secret ID in place of the Value and
 * an expired secret are told at their field, and not days later. What the application may do is not asked here: that
 * is said when somebody authorises or a mail is sent.
 */
export async function tryCredentials(
  settings: SmtpSettings,
  clientSecret: string,
  call: { connectionId: string; requestId: string },
): Promise<void> {
  const { authority, tenantId, clientId, mailbox } = settings;
  if (!authority || !tenantId || !clientId) return;
  try {
    await requestAppToken({ authority, tenantId, clientId, clientSecret }, { send: egress().send, ...call });
  } catch (error) {
    if (!(error instanceof MicrosoftError)) throw error;
    const { title, detail, fix, field } = explainMicrosoftError(error, { tenantId, clientId, mailbox });
    if (!field) return;
    throw new AppError("bad_input", {
      title: "Microsoft did not accept it",
      detail: `${title}. Nothing was saved.`,
      fix,
      fields: { [FIELDS[field]]: `${title}. ${detail} ${fix}` },
    });
  }
}
