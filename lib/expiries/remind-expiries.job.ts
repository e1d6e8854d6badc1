import "server-only";
import { db } from "#lib/db/client.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { readExpiries } from "./reads.ts";
import type { ExpiryView } from "./schema.ts";
import { daysUntil, reminderOf } from "./state.ts";

/**
 * One notice per thing and threshold, however often this runs: 60, 30, 14, 7 and 1 day before, and when it is over. A
 * nearer one takes the place of the one before; renewed or gone takes all back. Gives how many were opened.
 */
export async function remindExpiries(now: Date): Promise<number> {
  const due = new Map<string, { item: ExpiryView; at: Date }>();
  for (const item of await readExpiries(now)) {
    // What is retired by itself needs nobody.
    if (!item.expiresAt || (item.kind === "overlap" && item.id.includes(":connection:"))) continue;
    const at = new Date(item.expiresAt);
    const threshold = reminderOf(at, now);
    if (threshold !== null) due.set(`expiry:${item.id}:${threshold}`, { item, at });
  }
  return db().$transaction(async (tx) => {
    const open = await tx.notice.findMany({
      where: { resolvedAt: null, cause: { startsWith: "expiry:" } },
      select: { cause: true },
    });
    for (const { cause } of open) if (!due.has(cause)) await resolveNotice(tx, cause, now);
    let opened = 0;
    for (const [cause, { item, at }] of due) {
      const { title, body, link } = item;
      const severity = severityOf(daysUntil(at, now));
      if (await openNotice(tx, { cause, severity, title: `${title}: ${when(item, at)}`, body, link, now }))
        opened += 1;
    }
    return opened;
  });
}

const severityOf = (days: number) => (days <= 0 ? "bad" : days <= 7 ? "warning" : "info");

/** A date and not a count of days: the words stay the same until the next threshold. */
function when({ kind, precision }: ExpiryView, at: Date): string {
  const day = at.toISOString().slice(0, 10);
  if (precision === "month") return `by the end of ${day.slice(0, 7)}`;
  if (precision === "half-year") return `in the half-year that ends on ${day}`;
  return `${kind === "deadline" ? "on" : "expires"} ${day}`;
}

/** Hourly, so that a renewed or new date is heeded the same day. */
export const expiryReminders: JobHandler = {
  name: "expiries.remind",
  cron: "7 * * * *",
  run: async () => {
    await remindExpiries(new Date());
  },
};
