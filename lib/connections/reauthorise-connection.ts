import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { checkCxone } from "./check-connection.ts";
import { tokens } from "./client-for.ts";
import { readSecrets } from "./credentials.ts";
import { egress } from "./egress.ts";
import { mergeSecrets } from "./kept-secrets.ts";
import { getConnection } from "./reads.ts";
import { noteRecovered } from "./record-check.ts";
import { refuseMissingSecrets, refuseOtherTenant, refuseUncheckable } from "./refusals.ts";
import type { ConnectionView, ParsedReauthorise } from "./schema.ts";
import { endTokens, storeSecrets } from "./store-credentials.ts";
import { loadConnection, subjectOf } from "./stored-connection.ts";
import { originsOf } from "./upstream-reads.ts";

/**
 * New credentials for a connection whose old ones fail: tried first, at the same address, for the same client and the
 * same business unit, then kept in the old ones' place. Ids, handovers and settings stay. Throws `bad_input` with the
 * sentence at its field.
 */
export async function reauthoriseConnection(
  ctx: Ctx,
  id: string,
  input: ParsedReauthorise,
): Promise<ConnectionView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const before = await loadConnection(id);
  const settings = { ...before.settings, accessKeyId: input.accessKeyId || before.settings.accessKeyId };
  const secrets = mergeSecrets(await readSecrets(id), before.settings, settings, input.secrets);
  refuseMissingSecrets(settings, secrets, true);
  for (const origin of originsOf(before)) egress().halfOpen(origin);
  const report = await checkCxone(settings, secrets, { connectionId: id, requestId: ctx.requestId });
  if (!report.ok) throw refuseUncheckable(report);
  refuseOtherTenant(before.tenant, report.tenant);
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await tx.connection.update({
      where: { id },
      data: {
        settings,
        ...(report.tenant ? { tenant: report.tenant } : {}),
        version: { increment: 1 },
        lastCheckAt: now,
        lastOkAt: now,
        lastError: Prisma.DbNull,
        lastChecks: report.checks,
      },
    });
    const fingerprints = await storeSecrets(tx, id, input.secrets, input.expiries, now);
    await endTokens(tx, id);
    await noteRecovered(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "connection.reauthorised",
      object: subjectOf(id),
      before: { accessKeyId: before.settings.accessKeyId },
      after: { accessKeyId: settings.accessKeyId, ...fingerprints },
    });
  });
  tokens().forget(id);
  return getConnection(ctx, id);
}
