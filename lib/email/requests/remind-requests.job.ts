import "server-only";
import { db } from "#lib/db/client.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { REQUEST_NAMES } from "./mapping.ts";
import type { RequestKind } from "./schema.ts";

/**
 * One notice for each open request whose reminder has come; saving the request takes it back. Gives how many are due.
 */
export async function remindRequests(now: Date): Promise<number> {
  const due = await db().repRequest.findMany({
    where: { remindAt: { lte: now }, state: { in: ["not_sent", "sent", "chased"] } },
  });
  await db().$transaction(async (tx) => {
    for (const { id, subject, kind, state } of due) {
      await openNotice(tx, {
        cause: `rep-request:${id}:reminder`,
        severity: "warning",
        title: `Account representative: ${withinSentence(REQUEST_NAMES[kind as RequestKind].name)}`,
        body:
          state === "not_sent"
            ? "The request is prepared and not sent."
            : "No answer is noted. Ask again, or note what came of it.",
        link: `/email/requests?${new URLSearchParams({ subject, kind })}`,
        now,
      });
    }
  });
  return due.length;
}

/** SMTP stays SMTP. */
const withinSentence = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

export const repRequestReminders: JobHandler = {
  name: "rep-requests.remind",
  cron: "23 * * * *",
  run: async () => {
    await remindRequests(new Date());
  },
};
