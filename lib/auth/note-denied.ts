import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { db } from "#lib/db/client.ts";
import { log } from "#lib/log.ts";
import type { Ctx } from "./ctx.ts";
import { type Limit, takePoint } from "./rate-limit.ts";

/** One row an hour for each who and what: a script that keeps asking must not fill the log. */
const ONCE_AN_HOUR: Limit = { name: "denied", points: 1, durationSeconds: 3_600 };

/** Notes in the audit log that somebody asked for what their role does not allow (ASVS 16.3.2). Never throws. */
export async function noteDenied(ctx: Ctx, what: string): Promise<void> {
  try {
    await takePoint(ONCE_AN_HOUR, `${ctx.actor.id} ${what}`);
  } catch {
    return;
  }
  const object = `${ctx.actor.kind === "apiToken" ? "token" : "user"}:${ctx.actor.id}`;
  await db()
    .$transaction((tx) => writeAudit(tx, ctx, { action: "access.denied", object, after: { what } }))
    .catch((error: unknown) => log.warn({ err: error }, "access denied: not noted"));
}
