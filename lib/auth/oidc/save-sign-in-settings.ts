import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Send } from "#lib/http/request.ts";
import { forgetSecrets, putSecret } from "#lib/vault/secrets.ts";
import { explainProviderError } from "./check-provider.ts";
import { discover } from "./provider.ts";
import { getSignInSettings } from "./reads.ts";
import type { ParsedSignInSettings, SignInSettingsView } from "./schema.ts";
import { loadSettings, SECRET_FIELD, type StoredSettings, SUBJECT } from "./stored-settings.ts";

/**
 * Saves how people sign in. A provider that is switched on must answer first. Another issuer or client asks for its own
 * secret and for a new proof: passwords can be switched off only after an admin came in by exactly this issuer and
 * client, so that nobody locks everybody out.
 */
export async function saveSignInSettings(
  ctx: Ctx,
  input: ParsedSignInSettings,
  send: Send,
): Promise<SignInSettingsView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { version, clientSecret, ...settings } = input;
  const before = await loadSettings();
  const moved = before.issuer !== settings.issuer || before.clientId !== settings.clientId;
  refuseLockOut(settings.passwordAllowed, moved ? null : before.adminSignedInAt);
  if (settings.oidcEnabled) await refuseSilentProvider(settings, send);
  await db().$transaction(async (tx) => {
    const { count } = await tx.signInSettings.updateMany({
      where: { id: 1, version },
      data: { ...settings, version: { increment: 1 }, ...(moved ? { adminSignedInAt: null } : {}) },
    });
    if (count === 0) throw await changedMeanwhile(SUBJECT);
    // A kept secret never goes to another provider.
    if (moved) await forgetSecrets(tx, SUBJECT);
    const fingerprint = clientSecret
      ? await putSecret(tx, SUBJECT, SECRET_FIELD, clientSecret, { now: ctx.now() })
      : undefined;
    await writeAudit(tx, ctx, {
      action: "sign_in.changed",
      object: SUBJECT,
      before: shown(before),
      after: { ...settings, ...(fingerprint ? { clientSecretFingerprint: fingerprint } : {}) },
    });
  });
  return getSignInSettings(ctx);
}

const shown = ({ version: _, adminSignedInAt: __, ...settings }: StoredSettings) => ({
  oidcEnabled: settings.oidcEnabled,
  issuer: settings.issuer,
  clientId: settings.clientId,
  scopes: settings.scopes,
  groupsClaim: settings.groupsClaim,
  roleOfGroup: settings.roleOfGroup,
  passwordAllowed: settings.passwordAllowed,
});

function refuseLockOut(passwordAllowed: boolean, adminSignedInAt: Date | null): void {
  if (passwordAllowed || adminSignedInAt) return;
  throw new AppError("bad_input", {
    fields: {
      passwordAllowed:
        "First sign in through this provider as an admin once: until then nobody knows that it works.",
    },
  });
}

async function refuseSilentProvider(settings: { issuer: string; clientId: string }, send: Send) {
  try {
    await discover({ ...settings, clientSecret: undefined }, send);
  } catch (error) {
    const { message, fix } = explainProviderError(error);
    throw new AppError("bad_input", { fields: { issuer: `${message} ${fix}` } });
  }
}
