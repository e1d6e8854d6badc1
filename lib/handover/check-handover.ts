import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import type { CheckView } from "#lib/setup/schema.ts";
import { definitionOf } from "./definition-of.ts";
import { subjectOf } from "./subject.ts";
import { writeProvider } from "./write-provider.ts";

/**
 * Runs all checks of a handover and judges its health by them: a check that passed before and fails now makes a live
 * one degraded; none failing makes it live again. What never passed is set-up still to be done, no loss.
 */
export async function checkHandover(ctx: Ctx, id: string): Promise<CheckView[]> {
  requireRole(ctx, "admin", "operator");
  const subject = subjectOf(id);
  const before = await db().checkResult.findMany({ where: { subject, state: "passed" } });
  const passed = new Set(before.map((row) => row.checkId));
  const checks = await runChecks(await definitionOf(id), ctx, { subject });
  const failed = checks.filter((check) => check.state === "failed");
  const broken = failed.filter((check) => passed.has(check.id));
  if (broken.length > 0) await degrade(ctx, id, broken);
  if (failed.length === 0) await recover(ctx, id);
  return checks;
}

/** Names the notice about failing checks of a handover. */
const checksCause = (subject: string) => `${subject}:checks`;

async function degrade(ctx: Ctx, id: string, broken: readonly CheckView[]): Promise<void> {
  const subject = subjectOf(id);
  await db().$transaction(async (tx) => {
    const row = await tx.handoverProvider.findUniqueOrThrow({ where: { id } });
    if (row.state !== "live" && row.state !== "degraded") return;
    await openNotice(tx, {
      cause: checksCause(subject),
      severity: "bad",
      title: `${row.name} is degraded`,
      body: broken.map(({ title, message }) => `${title}: ${message ?? "it fails"}`).join(" "),
      link: `/handovers/${id}`,
      now: ctx.now(),
    });
    if (row.state === "degraded") return;
    await writeProvider(tx, ctx, id, { state: "degraded" });
    const failed = broken.map((check) => check.id);
    await writeAudit(tx, ctx, {
      action: "handover.degraded",
      object: subject,
      before: { state: row.state },
      after: { state: "degraded", failed },
    });
  });
}

async function recover(ctx: Ctx, id: string): Promise<void> {
  const subject = subjectOf(id);
  await db().$transaction(async (tx) => {
    await resolveNotice(tx, checksCause(subject), ctx.now());
    const row = await tx.handoverProvider.findUniqueOrThrow({ where: { id } });
    if (row.state !== "degraded") return;
    const last = await tx.setupRun.findFirst({ where: { subject }, orderBy: { createdAt: "desc" } });
    // A run that stopped half-way is mended by a run.
    if (last?.state === "failed") return;
    await writeProvider(tx, ctx, id, { state: "live" });
    await writeAudit(tx, ctx, {
      action: "handover.recovered",
      object: subject,
      before: { state: "degraded" },
      after: { state: "live" },
    });
  });
}
