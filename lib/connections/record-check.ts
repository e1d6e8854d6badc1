import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { notify } from "#lib/live/notify.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { noteUse } from "./credentials.ts";
import type { CheckReport, NamedCheck, NamedFailure } from "./schema.ts";
import { subjectOf } from "./stored-connection.ts";

export const failingCause = (connectionId: string) => `connection:${connectionId}:failing`;

/** The failure of a report in words, or null. */
export function failureOf(report: CheckReport, at: Date): NamedFailure | null {
  const failed = report.checks.find((check: NamedCheck) => check.state === "failed");
  if (!failed) return null;
  return {
    title: failed.title ?? `${failed.name}: failed`,
    // A check says its title too; here it stands above.
    message: failed.title ? failed.message.replace(`${failed.title}. `, "") : failed.message,
    fix: failed.fix ?? "",
    at: at.toISOString(),
    code: failed.code ?? null,
    requestLogId: failed.requestLogId ?? null,
  };
}

/**
 * Keeps how the checks of a connection ended. Only a change from well to failing or back writes an audit row and opens
 * or resolves a notice, however many processes find it and however often.
 */
export async function recordCheck(ctx: Ctx, id: string, report: CheckReport): Promise<void> {
  const now = ctx.now();
  const failure = failureOf(report, now);
  await db().$transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { id },
      data: {
        lastCheckAt: now,
        lastChecks: report.checks,
        ...(failure
          ? { lastError: failure, lastFailure: failure }
          : { lastOkAt: now, lastError: Prisma.DbNull }),
        ...(report.tenant ? { tenant: report.tenant } : {}),
      },
    });
    if (count === 0) return;
    if (failure) await noteFailing(tx, ctx, id, failure);
    else await noteRecovered(tx, ctx, id);
    await notify(tx, `connection:${id}`);
  });
  if (report.ok && report.previous) await noteUse(id, report.previous);
}

async function noteFailing(tx: Tx, ctx: Ctx, id: string, failure: NamedFailure): Promise<void> {
  const now = ctx.now();
  // The second finder updates 0 rows and stays silent.
  const { count } = await tx.connection.updateMany({
    where: { id, failingSince: null },
    data: { failingSince: now },
  });
  const row = await tx.connection.findUniqueOrThrow({ where: { id } });
  if (row.pausedAt) return;
  await openNotice(tx, {
    cause: failingCause(id),
    severity: "bad",
    title: `${row.name} is failing: ${failure.title}`,
    body: `${failure.message} ${failure.fix}`.trim(),
    link: `/connections/${id}`,
    now,
  });
  if (count > 0) {
    const after = { title: failure.title, code: failure.code };
    await writeAudit(tx, ctx, { action: "connection.failing", object: subjectOf(id), after });
  }
}

/** To be called inside the transaction of anything that has just proved the connection to work. */
export async function noteRecovered(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const now = ctx.now();
  // A token that could not be had before is no news after a good check.
  await tx.accessToken.updateMany({
    where: { connectionId: id, failedAt: { lt: now } },
    data: { failedAt: null, failingSince: null, failure: Prisma.DbNull },
  });
  const failing = await tx.connection.findFirst({ where: { id, failingSince: { not: null } } });
  const { count } = await tx.connection.updateMany({
    where: { id, failingSince: { not: null } },
    data: { failingSince: null, recoveredAt: now },
  });
  if (count === 0) return;
  await resolveNotice(tx, failingCause(id), now);
  await writeAudit(tx, ctx, {
    action: "connection.recovered",
    object: subjectOf(id),
    before: { failingSince: failing?.failingSince },
  });
}
