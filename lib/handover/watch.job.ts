import "server-only";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";
import { reminderCause } from "#lib/setup/mark-waiting.ts";
import { checkHandover } from "./check-handover.ts";
import { definitionOfSubject } from "./definition-of.ts";
import { WATCH_PERIOD_MINUTES } from "./schema.ts";
import { providerIdOf } from "./subject.ts";

/** Handovers of a minute: 40 a minute in a period of 15 make 600 for each worker. */
const MAX_AT_ONCE = 40;
const TOGETHER = 4;

/** Each minute: looks at the handovers that are due, and reminds of steps that wait for somebody. */
export const handoverWatchJob: JobHandler = {
  name: "handover.watch",
  cron: "* * * * *",
  run: async () => {
    const ctx = systemCtx("handover.watch");
    await remindOfWaiting(ctx);
    const due = (await claimDue(ctx.now()))[Symbol.iterator]();
    const work = async () => {
      for (const subject of due) {
        await watch(ctx, subject).catch((error: unknown) =>
          log.error({ err: error, subject }, "watch failed"),
        );
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
  },
};

/** Looks for drift, then runs the checks, unless the other side is known to be down. Writes nothing over there. */
export async function watch(ctx: Ctx, subject: string): Promise<void> {
  const outcome = await lookForDrift(await definitionOfSubject(subject), ctx, subject);
  if (outcome !== "skipped") await checkHandover(ctx, providerIdOf(subject));
}

/**
 * Takes what is due, each subject once however many workers there are, and makes it due again one period later. The
 * random part spreads handovers over the period that went live together. One that a run is changing waits.
 */
export async function claimDue(now: Date): Promise<string[]> {
  await db().$executeRaw`
    INSERT INTO setup_look (subject, due_at)
    SELECT 'handover:' || id, ${now} FROM handover_provider WHERE state IN ('live', 'degraded', 'paused')
    ON CONFLICT (subject) DO NOTHING`;
  const rows = await db().$queryRaw<{ subject: string }[]>`
    UPDATE setup_look SET due_at =
      ${now}::timestamptz + make_interval(mins => ${WATCH_PERIOD_MINUTES}::int, secs => 120 * random() - 60)
    WHERE subject IN (
      SELECT l.subject FROM setup_look l JOIN handover_provider p ON l.subject = 'handover:' || p.id
      WHERE p.state IN ('live', 'degraded', 'paused') AND l.due_at <= ${now}
        AND NOT EXISTS (
          SELECT 1 FROM setup_run r WHERE r.subject = l.subject AND r.state IN ('queued', 'running'))
      ORDER BY l.due_at LIMIT ${MAX_AT_ONCE}::int FOR UPDATE OF l SKIP LOCKED)
    RETURNING subject`;
  return rows.map((row) => row.subject);
}

/** A notice on the day that was asked for; it goes when the waiting ends. */
export async function remindOfWaiting(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const steps = await db().setupStep.findMany({
    where: { waitingFor: { not: null }, remindAt: { lte: now }, subject: { startsWith: "handover:" } },
  });
  for (const { subject, stepId, waitingFor, waitingSince, waitingNote } of steps) {
    const id = providerIdOf(subject);
    await db().$transaction(async (tx) => {
      const row = await tx.handoverProvider.findUnique({ where: { id }, select: { name: true } });
      if (!row) return;
      const since = waitingSince ? ` since ${waitingSince.toISOString().slice(0, 10)}` : "";
      await openNotice(tx, {
        cause: reminderCause(subject, stepId),
        severity: "info",
        title: `${row.name} waits for ${waitingFor}${since}`,
        body: `${waitingNote ? `${waitingNote} ` : ""}Ask again, or take the step up.`,
        link: `/handovers/${id}/setup/${stepId}`,
        now,
      });
    });
  }
}
