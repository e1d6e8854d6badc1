import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { checkCxone } from "./check-connection.ts";
import { tokens } from "./client-for.ts";
import { refuseTakenName } from "./create-connection.ts";
import { environmentOf } from "./environment.ts";
import { getConnection } from "./reads.ts";
import { refuseMissingSecrets, refuseUncheckable } from "./refusals.ts";
import { readSecrets } from "./request-token.ts";
import {
  type ConnectionView,
  CXONE_SECRETS,
  type CxoneSettings,
  type ParsedConnectionInput,
} from "./schema.ts";
import { loadConnection, subjectOf } from "./stored-connection.ts";

/**
 * Changes a connection after trying the new credentials. Empty secrets are kept, unless an address or an id changed:
 * then they must be entered again, so that a kept secret is never sent to a new place. Throws `conflict` when somebody
 * else saved since `version`.
 */
export async function updateConnection(
  ctx: Ctx,
  id: string,
  version: number,
  input: ParsedConnectionInput,
): Promise<ConnectionView> {
  requireRole(ctx, "admin");
  // A new name alone gives nobody anything.
  if (Object.values(input.secrets).some(Boolean)) requireFresh(ctx);
  const before = await loadConnection(id);
  const { name, settings } = input;
  const secrets = leadsElsewhere(before.settings, settings)
    ? input.secrets
    : { ...(await readSecrets(id)), ...defined(input.secrets) };
  refuseMissingSecrets(settings, secrets);
  await refuseTakenName(name, id);
  const report = await checkCxone(settings, secrets, { connectionId: id, requestId: ctx.requestId });
  if (!report.ok) throw refuseUncheckable(report);
  const now = ctx.now();
  const environment = await environmentOf(settings.issuer);
  await db().$transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { id, version },
      data: {
        name,
        settings,
        environment,
        ...(report.tenant ? { tenant: report.tenant } : {}),
        version: { increment: 1 },
        lastCheckAt: now,
        lastOkAt: now,
        lastError: Prisma.DbNull,
      },
    });
    if (count === 0)
      throw new AppError("conflict", { detail: "Somebody saved this connection after you opened it." });
    const fingerprints: Record<string, string> = {};
    for (const field of CXONE_SECRETS) {
      const secret = input.secrets[field];
      if (secret)
        fingerprints[`${field}Fingerprint`] = await putSecret(tx, subjectOf(id), field, secret, { now });
    }
    // Nobody may go on with a token of the old credentials, nor store one that is being asked for now.
    await tx.accessToken.updateMany({
      where: { connectionId: id },
      data: { ciphertext: null, credentialVersion: { increment: 1 }, leaseOwner: null, leaseUntil: null },
    });
    await notify(tx, "connections");
    await writeAudit(tx, ctx, {
      action: "connection.changed",
      object: subjectOf(id),
      before: { name: before.name, ...before.settings },
      after: { name, ...settings, ...fingerprints },
    });
  });
  tokens().forget(id);
  return getConnection(ctx, id);
}

/** True when a kept secret would go to another place or for another account. */
function leadsElsewhere(before: CxoneSettings, after: CxoneSettings): boolean {
  return (["issuer", "accessKeyId", "clientId", "dfoBaseUrl"] as const).some(
    (key) => before[key] !== after[key],
  );
}

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
