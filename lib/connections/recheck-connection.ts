import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { type Limit, takePoint } from "#lib/auth/rate-limit.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { egress } from "./egress.ts";
import { leadsElsewhere, mergeSecrets, secretFieldsOf } from "./kept-secrets.ts";
import { originsOf, tryDraft, tryStored } from "./kinds.ts";
import { readSecrets } from "./read-secrets.ts";
import { recordCheck } from "./record-check.ts";
import { refuseMissingSecrets } from "./refusals.ts";
import type { CheckReport, ParsedConnectionInput } from "./schema.ts";
import { loadConnection, subjectOf } from "./stored-connection.ts";

// A check signs in at the vendor: too many look like an attack there.
const CHECKS: Limit = { name: "connection-check", points: 30, durationSeconds: 60 };

/**
 * Runs the checks of a stored connection now, through breakers that are open too (manual half-open), and keeps when and
 * how they ended.
 */
export async function recheckConnection(ctx: Ctx, id: string): Promise<CheckReport> {
  requireRole(ctx, "admin", "operator");
  await takePoint(CHECKS, ctx.actor.id);
  for (const origin of originsOf(await loadConnection(id))) egress().halfOpen(origin);
  const report = await runStoredChecks(ctx, id);
  // Who looks next wants to see these calls in the log and in the numbers.
  await egress().flushLog();
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, { action: "connection.checked", object: subjectOf(id), after: { ok: report.ok } }),
  );
  return report;
}

/** The checks of a stored connection, kept without an audit row of their own: they change nothing. */
export async function runStoredChecks(ctx: Ctx, id: string): Promise<CheckReport> {
  const connection = await loadConnection(id);
  const report = await tryStored(connection, id, { connectionId: id, requestId: ctx.requestId });
  await recordCheck(ctx, id, report);
  return report;
}

/**
 * Tries what is in the form, before anything is saved. Of a kept connection the empty secrets are filled in here, and
 * only if they go where they always went.
 */
export async function checkDraft(
  ctx: Ctx,
  input: ParsedConnectionInput & { connectionId?: string | undefined },
): Promise<CheckReport> {
  requireRole(ctx, "admin");
  await takePoint(CHECKS, ctx.actor.id);
  const kept = input.connectionId ? await loadConnection(input.connectionId) : undefined;
  const secrets =
    kept && !leadsElsewhere(kept, input)
      ? mergeSecrets(await readSecrets(kept.id, secretFieldsOf(kept.kind)), kept, input, input.secrets)
      : input.secrets;
  refuseMissingSecrets(input, secrets, kept !== undefined);
  return tryDraft(input, secrets, { requestId: ctx.requestId });
}
