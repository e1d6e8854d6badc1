import "server-only";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import type { JobName } from "#lib/jobs/queue.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { lookForDrift } from "./look-for-drift.ts";
import { reminderCause } from "./mark-waiting.ts";
import type { SetupKind } from "./setup-kind.ts";

/** Subjects of a minute: 40 a minute in a period of 15 make 600 for each worker. */
const MAX_AT_ONCE = 40;
const TOGETHER = 4;

/** Each minute: looks at the subjects of a kind that are due, and reminds of steps that wait for somebody. */
export function watchJob(name: JobName, kind: SetupKind): JobHandler {
  return {
    name,
    cron: "* * * * *",
    run: async () => {
      const ctx = systemCtx(name);
      await remindOfWaiting(kind, ctx);
      const due = (await claimDue(kind, ctx.now()))[Symbol.iterator]();
      const work = async () => {
        for (const subject of due) {
          await watchSetup(kind, ctx, subject).catch((error: unknown) =>
            log.error({ err: error, subject }, "watch failed"),
          );
        }
      };
      await Promise.all(Array.from({ length: TOGETHER }, work));
    },
  };
}

/** Looks for drift, then runs the checks, unless the other side is known to be down. Writes nothing over there. */
export async function watchSetup(kind: SetupKind, ctx: Ctx, subject: string): Promise<void> {
  const outcome = await lookForDrift(await kind.find(subject), ctx, subject);
  if (outcome !== "skipped") await kind.check(ctx, subject);
}

/**
 * Takes what is due, each subject once however many workers there are, and makes it due again one period later. The
 * random part spreads subjects over the period that went live together. One that a run is changing waits.
 */
export async function claimDue({ watched, periodMinutes }: SetupKind, now: Date): Promise<string[]> {
  await db().$executeRaw`
    INSERT INTO setup_look (subject, due_at)
    SELECT subject, ${now} FROM (${watched}) AS watched
    ON CONFLICT (subject) DO NOTHING`;
  const rows = await db().$queryRaw<{ subject: string }[]>`
    UPDATE setup_look SET due_at =
      ${now}::timestamptz + make_interval(mins => ${periodMinutes}::int, secs => 120 * random() - 60)
    WHERE subject IN (
      SELECT l.subject FROM setup_look l
      WHERE l.subject IN (${watched}) AND l.due_at <= ${now}
        AND NOT EXISTS (
          SELECT 1 FROM setup_run r WHERE r.subject = l.subject AND r.state IN ('queued', 'running'))
      ORDER BY l.due_at LIMIT ${MAX_AT_ONCE}::int FOR UPDATE OF l SKIP LOCKED)
    RETURNING subject`;
  return rows.map((row) => row.subject);
}

/** A notice on the day that was asked for; it goes when the waiting ends. */
export async function remindOfWaiting({ prefix, nameOf, stepPath }: SetupKind, ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const steps = await db().setupStep.findMany({
    where: { waitingFor: { not: null }, remindAt: { lte: now }, subject: { startsWith: `${prefix}:` } },
  });
  for (const { subject, stepId, waitingFor, waitingSince, waitingNote } of steps) {
    await db().$transaction(async (tx) => {
      const name = await nameOf(tx, subject);
      if (name === null) return;
      const since = waitingSince ? ` since ${waitingSince.toISOString().slice(0, 10)}` : "";
      await openNotice(tx, {
        cause: reminderCause(subject, stepId),
        severity: "info",
        title: `${name} waits for ${waitingFor}${since}`,
        body: `${waitingNote ? `${waitingNote} ` : ""}Ask again, or take the step up.`,
        link: stepPath(subject, stepId),
        now,
      });
    });
  }
}
