import type { Sandbox } from "../sandbox.ts";
import type { EntraApp, EntraTenant, OidcRow } from "../state/microsoft-model.ts";
import { AadstsError } from "./aadsts.ts";
import { required } from "./client-check.ts";
import { consented } from "./directory.ts";
import { oidcRow } from "./oidc-adapter.ts";
import { oidcScopes } from "./scopes.ts";

const codeMs = 10 * 60_000;
const dayMs = 86_400_000;

function malformed(): AadstsError {
  return new AadstsError(9002313, "Invalid request. Request is malformed or invalid.", "invalid_grant");
}

function textOf(row: OidcRow, name: string): string {
  const value = row.payload[name];
  return typeof value === "string" ? value : "";
}

/** A code that exists, is this app's, was not used, is not old and goes to the same address. */
export function checkCode(sandbox: Sandbox, tenant: EntraTenant, app: EntraApp, form: URLSearchParams): void {
  const row = oidcRow(sandbox, tenant.tenantId, "AuthorizationCode", required(form, "code"));
  const redirectUri = required(form, "redirect_uri");
  if (!row || textOf(row, "clientId") !== app.clientId) throw malformed();
  if (row.payload.consumed)
    throw new AadstsError(
      54005,
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    );
  if (row.revoked) throw malformed();
  if (sandbox.store.now() - row.createdAt > codeMs)
    throw new AadstsError(
      70008,
      "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    );
  if (textOf(row, "redirectUri") !== redirectUri)
    throw new AadstsError(
      500112,
      `The reply address '${redirectUri}' does not match the reply address '${textOf(row, "redirectUri")}' provided when requesting Authorization code.`,
    );
}

/**
 * A refresh token that exists, is this app's and is still good: not revoked and not from before a change of the
 * password (50173), not idle too long (700082), not used up (switch), its consent not taken back (65001).
 */
export function checkRefreshToken(
  sandbox: Sandbox,
  tenant: EntraTenant,
  app: EntraApp,
  form: URLSearchParams,
): void {
  const { store } = sandbox;
  const row = oidcRow(sandbox, tenant.tenantId, "RefreshToken", required(form, "refresh_token"));
  if (!row || textOf(row, "clientId") !== app.clientId) throw malformed();
  const user = store.microsoft.users.get(textOf(row, "accountId"));
  const issued = new Date(row.createdAt).toISOString();
  const validFrom = user?.tokensValidFrom ?? store.now();
  if (row.revoked || !user || row.createdAt < validFrom)
    throw new AadstsError(
      50173,
      `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${new Date(validFrom).toISOString()}'.`,
    );
  const idleDays = store.switches.entraRefreshTokenIdleDays;
  if (store.now() - row.createdAt >= idleDays * dayMs)
    throw new AadstsError(
      700082,
      `The refresh token has expired due to inactivity. The token was issued on ${issued} and was inactive for ${idleDays}.00:00:00.`,
    );
  if (row.payload.consumed && store.switches.entraOldRefreshToken === "refused")
    throw new AadstsError(70000, "Provided grant is invalid or malformed.");
  const wanted = textOf(row, "scope")
    .split(" ")
    .filter((scope) => !oidcScopes.includes(scope));
  const given = consented(sandbox, tenant.tenantId, app.clientId, "delegated", user.objectId);
  if (wanted.some((scope) => !given.has(scope)))
    throw new AadstsError(
      65001,
      `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
    );
}
