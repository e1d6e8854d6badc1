import { createHash, randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import type { SmtpConfiguration } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { callOut } from "../wire/call-out.ts";
import { asRecord, asText } from "../wire/values.ts";
import { EmailRefusal } from "./change-channel.ts";

/** SMTP configurations: made by the account representative, given their grant by an administrator (M-26, M-27). */

export const oauthScopes = "https://outlook.office.com/SMTP.Send offline_access";

export function redirectUrl(sandbox: Sandbox): string {
  return `${sandbox.baseUrl}/cxone/console/email/oauth/callback`;
}

type NewSmtp = Pick<SmtpConfiguration, "name" | "domain" | "host" | "port" | "mailbox" | "isMicrosoft">;

/** Throws EmailRefusal. */
export function createSmtp(store: Store, input: NewSmtp): SmtpConfiguration {
  if (input.name === "") throw new EmailRefusal("Name: enter a name.");
  if (!store.email.domains.get(input.domain))
    throw new EmailRefusal("Domain: choose one of the email domains.");
  if (input.host === "") throw new EmailRefusal("Host: enter the SMTP server.");
  if (!Number.isInteger(input.port) || input.port < 1 || input.port > 65_535)
    throw new EmailRefusal("Port: a number from 1 to 65535.");
  const smtpId = String(store.nextNumber("smtpConfiguration", 201));
  return store.email.smtp.put(smtpId, {
    smtpId,
    ...input,
    isEnabled: false,
    forceTls: false,
    tenantId: "",
    clientId: "",
    clientSecret: "",
    refreshToken: null,
    authorizedAt: null,
    error: null,
    pending: null,
  });
}

/** Enables or disables; of one domain one configuration is enabled at most. Throws EmailRefusal. */
export function enableSmtp(store: Store, row: SmtpConfiguration, isEnabled: boolean): SmtpConfiguration {
  if (isEnabled && row.isMicrosoft && row.authorizedAt === null)
    throw new EmailRefusal(
      `${row.name} is not authorized yet: the administrator does that under Advanced Settings.`,
    );
  if (isEnabled)
    for (const other of store.email.smtp.where("domain", row.domain))
      store.email.smtp.update(other.smtpId, { isEnabled: false });
  return store.email.smtp.update(row.smtpId, { isEnabled });
}

function endpoint(sandbox: Sandbox, tenantId: string, name: "authorize" | "token"): string {
  return `${sandbox.baseUrl}/microsoft/${encodeURIComponent(tenantId)}/oauth2/v2.0/${name}`;
}

/** Keeps the credentials and answers where the browser goes to authorize. Throws EmailRefusal. */
export function beginAuthorize(
  sandbox: Sandbox,
  row: SmtpConfiguration,
  sent: { tenantId: string; clientId: string; clientSecret: string },
): string {
  const clientSecret = sent.clientSecret || row.clientSecret;
  if (sent.tenantId === "") throw new EmailRefusal("Tenant Id: enter a value.");
  if (sent.clientId === "") throw new EmailRefusal("Client Id: enter a value.");
  if (clientSecret === "") throw new EmailRefusal("Client Secret: enter a value.");
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(24).toString("base64url");
  const pending = { state, verifier };
  sandbox.store.email.smtp.update(row.smtpId, { ...sent, clientSecret, pending, error: null });
  const url = new URL(endpoint(sandbox, sent.tenantId, "authorize"));
  const parameters = {
    client_id: sent.clientId,
    response_type: "code",
    response_mode: "query",
    redirect_uri: redirectUrl(sandbox),
    scope: oauthScopes,
    state,
    login_hint: row.mailbox,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** What the OAuth provider sent back: exchanges the code, and keeps the grant or what went wrong. */
export async function finishAuthorize(
  sandbox: Sandbox,
  row: SmtpConfiguration,
  answer: { code?: string | undefined; error?: string | undefined; description?: string | undefined },
): Promise<SmtpConfiguration> {
  const { smtp } = sandbox.store.email;
  const failed = (error: string) => smtp.update(row.smtpId, { pending: null, error });
  if (!answer.code || !row.pending)
    return failed(answer.description || answer.error || "The OAuth provider sent no code");
  const granted = await requestToken(sandbox, row, {
    grant_type: "authorization_code",
    code: answer.code,
    redirect_uri: redirectUrl(sandbox),
    code_verifier: row.pending.verifier,
  });
  if (!granted.ok) return failed(granted.error);
  if (!granted.refreshToken) return failed("The OAuth provider gave no refresh token");
  return smtp.update(row.smtpId, {
    pending: null,
    error: null,
    refreshToken: granted.refreshToken,
    authorizedAt: sandbox.store.now(),
  });
}

export type Granted =
  | { ok: true; accessToken: string; refreshToken: string | undefined }
  | { ok: false; error: string };

/** Asks the OAuth provider of a configuration for a token; what it refuses is answered in its own words. */
export async function requestToken(
  sandbox: Sandbox,
  row: SmtpConfiguration,
  grant: Record<string, string>,
): Promise<Granted> {
  const outcome = await callOut(sandbox, {
    method: "POST",
    url: endpoint(sandbox, row.tenantId, "token"),
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({
      ...grant,
      client_id: row.clientId,
      client_secret: row.clientSecret,
    }).toString(),
    timeoutMs: 10_000,
  });
  if (!outcome.ok) return { ok: false, error: outcome.error };
  const body = parseRecord(outcome.text);
  const accessToken = asText(body.access_token);
  if (outcome.status !== 200 || !accessToken)
    return {
      ok: false,
      error: asText(body.error_description) ?? `The OAuth provider answered ${outcome.status}`,
    };
  return { ok: true, accessToken, refreshToken: asText(body.refresh_token) };
}

function parseRecord(text: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
