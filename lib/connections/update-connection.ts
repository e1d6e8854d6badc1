import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { tokens } from "./client-for.ts";
import { refuseTakenName } from "./create-connection.ts";
import { environmentOf } from "./environment.ts";
import { leadsElsewhere, mergeSecrets, secretFieldsOf } from "./kept-secrets.ts";
import { homeOf, tryDraft } from "./kinds.ts";
import { readSecrets } from "./read-secrets.ts";
import { getConnection } from "./reads.ts";
import { noteRecovered } from "./record-check.ts";
import { refuseMissingSecrets, refuseUncheckable } from "./refusals.ts";
import { forgetOverlaps } from "./retire-credential.ts";
import type { ConnectionView, ParsedConnectionInput } from "./schema.ts";
import { endTokens, storeSecrets } from "./store-credentials.ts";
import { loadConnection, subjectOf, wrongKind } from "./stored-connection.ts";

/** What counts as a change of the form: checks and their outcomes in between are none. */
const FORM_ACTIONS = [
  "connection.changed",
  "connection.reauthorised",
  "connection.credential_rotated",
  "connection.credential_retired",
];

/**
 * Changes a connection after trying the new credentials. Empty secrets are kept, unless an address or the client
 * changed: then all must be entered again, and no kept secret is sent to the new place before. Throws `conflict` with
 * who saved what since `version`.
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
  if (before.kind !== input.kind) throw wrongKind(before, input.kind);
  // Told before the vendor is asked: what would not be saved need not be tried.
  if (before.version !== version) throw await changedMeanwhile(subjectOf(id), undefined, FORM_ACTIONS);
  const { kind, name, settings } = input;
  const elsewhere = leadsElsewhere(before, input);
  const secrets = elsewhere
    ? input.secrets
    : mergeSecrets(await readSecrets(id, secretFieldsOf(kind)), before, input, input.secrets);
  refuseMissingSecrets(input, secrets, true);
  await refuseTakenName(name, id);
  const report = await tryDraft(input, secrets, { connectionId: id, requestId: ctx.requestId });
  if (!report.ok) throw refuseUncheckable(kind, report);
  const now = ctx.now();
  const environment = await environmentOf(homeOf(input));
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
        lastChecks: report.checks,
      },
    });
    if (count === 0) throw await changedMeanwhile(subjectOf(id), undefined, FORM_ACTIONS);
    // A fallback belongs to the place and the client it was made for.
    if (elsewhere) await forgetOverlaps(tx, id);
    const fingerprints = await storeSecrets(tx, id, input.secrets, input.expiries, now);
    await endTokens(tx, id);
    await noteRecovered(tx, ctx, id);
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
