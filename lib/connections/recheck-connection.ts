import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { type Limit, takePoint } from "#lib/auth/rate-limit.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { checkCxone } from "./check-connection.ts";
import { refuseMissingSecrets } from "./refusals.ts";
import { readSecrets } from "./request-token.ts";
import type { CheckReport, ParsedConnectionInput } from "./schema.ts";
import { loadConnection, subjectOf } from "./stored-connection.ts";

// A check signs in at the vendor: too many look like an attack there.
const CHECKS: Limit = { name: "connection-check", points: 30, durationSeconds: 60 };

/** Runs the checks of a stored connection and keeps when and how they ended. */
export async function recheckConnection(ctx: Ctx, id: string): Promise<CheckReport> {
  requireRole(ctx, "admin", "operator");
  await takePoint(CHECKS, ctx.actor.id);
  const { settings } = await loadConnection(id);
  const report = await checkCxone(settings, await readSecrets(id), {
    connectionId: id,
    requestId: ctx.requestId,
  });
  const now = ctx.now();
  const failed = report.checks.find((check) => check.state === "failed");
  await db().$transaction(async (tx) => {
    await tx.connection.updateMany({
      where: { id },
      data: {
        lastCheckAt: now,
        ...(report.ok ? { lastOkAt: now, lastError: Prisma.DbNull } : {}),
        ...(failed
          ? { lastError: { message: failed.message, fix: failed.fix ?? "", at: now.toISOString() } }
          : {}),
        ...(report.tenant ? { tenant: report.tenant } : {}),
      },
    });
    await writeAudit(tx, ctx, {
      action: "connection.checked",
      object: subjectOf(id),
      after: { ok: report.ok },
    });
  });
  return report;
}

/** Tries what is in the form, before anything is saved. */
export async function checkDraft(ctx: Ctx, input: ParsedConnectionInput): Promise<CheckReport> {
  requireRole(ctx, "admin");
  await takePoint(CHECKS, ctx.actor.id);
  refuseMissingSecrets(input.settings, input.secrets);
  return checkCxone(input.settings, input.secrets, { requestId: ctx.requestId });
}
