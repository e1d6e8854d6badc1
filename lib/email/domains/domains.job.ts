import "server-only";
import { jobCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { WATCHED_EVERY_MS } from "./clock/state.ts";
import { lookAtDomain } from "./look-at-domain.ts";

/** Several may have asked for the same look. */
const FRESH_MS = WATCHED_EVERY_MS / 2;

/** Each minute: every domain whose next look has come is looked at. A domain that failed has none. */
export async function sweepDomains(now: Date): Promise<number> {
  const due = await db().emailDomain.findMany({ where: { nextLookAt: { lte: now } }, select: { id: true } });
  for (const { id } of due) {
    await db().$transaction((tx) => sendJob(tx, "email-domain.look", { id }, { singletonKey: id }));
  }
  return due.length;
}

/** Gives whether it looked: not at what is gone, has failed, or was looked at just now. */
export async function lookOnSchedule(id: string, now: Date): Promise<boolean> {
  const row = await db().emailDomain.findUnique({
    where: { id },
    select: { lookedAt: true, state: true },
  });
  if (!row || row.state === "failed" || row.state === "draft") return false;
  if (row.lookedAt && now.getTime() - row.lookedAt.getTime() < FRESH_MS) return false;
  try {
    await lookAtDomain({ ...jobCtx("email-domain.look", newId("req")), now: () => now }, id);
    return true;
  } catch (error) {
    // Deleted between the two.
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}

export const domainJobs: readonly JobHandler[] = [
  {
    name: "email-domains.sweep",
    cron: "* * * * *",
    run: async () => {
      await sweepDomains(new Date());
    },
  },
  {
    name: "email-domain.look",
    run: async ({ id }) => {
      if (typeof id === "string") await lookOnSchedule(id, new Date());
    },
  },
];
