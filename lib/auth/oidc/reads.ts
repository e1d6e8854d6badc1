import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { viewSecrets } from "#lib/vault/secrets.ts";
import type { SignInSettingsView } from "./schema.ts";
import { breakGlassEmail, loadSettings, redirectUri, SECRET_FIELD, SUBJECT } from "./stored-settings.ts";

/** How people sign in, without the client secret. */
export async function getSignInSettings(ctx: Ctx): Promise<SignInSettingsView> {
  requireRole(ctx, "admin");
  const [row, secrets] = await Promise.all([loadSettings(), viewSecrets(db(), SUBJECT, [SECRET_FIELD])]);
  return {
    version: row.version,
    oidcEnabled: row.oidcEnabled,
    issuer: row.issuer,
    clientId: row.clientId,
    clientSecret: secrets.clientSecret,
    scopes: row.scopes,
    groupsClaim: row.groupsClaim,
    roleOfGroup: row.roleOfGroup,
    passwordAllowed: row.passwordAllowed,
    adminSignedInAt: row.adminSignedInAt?.toISOString() ?? null,
    redirectUri: redirectUri(),
    breakGlassEmail: breakGlassEmail(),
  };
}

/** The ways in that the sign-in page offers. Tells nothing that a look at the page would not. */
export async function getSignInWays(): Promise<{ password: boolean; oidc: boolean; breakGlass: boolean }> {
  const { oidcEnabled, passwordAllowed } = await loadSettings();
  return { oidc: oidcEnabled, password: passwordAllowed, breakGlass: breakGlassEmail() !== null };
}
