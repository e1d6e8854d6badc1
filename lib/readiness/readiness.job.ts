import "server-only";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { checkReadiness } from "./reads.ts";

/** Each hour: every tenant is looked at; what blocks contacts becomes one notice per tenant, until it is gone. */
export const readinessCheck: JobHandler = {
  name: "readiness.check",
  cron: "17 * * * *",
  run: async () => {
    const connections = await db().connection.findMany({ select: { id: true, name: true } });
    for (const { id, name } of connections) await lookAt(id, name);
  },
};

async function lookAt(id: string, name: string): Promise<void> {
  const ctx = systemCtx("readiness");
  const report = await checkReadiness(ctx, id).catch((error: unknown) => {
    // A tenant that does not answer has a notice of its own; it must not keep the next one from being looked at.
    if (!(error instanceof AppError)) throw error;
    log.warn({ connectionId: id, error: error.message }, "readiness: no look");
    return null;
  });
  if (!report || report.stale) return;
  const blocking = report.value.findings.filter(({ severity }) => severity === "blocking");
  const cause = `readiness:${id}`;
  await db().$transaction(async (tx) => {
    if (blocking.length === 0) {
      await resolveNotice(tx, cause, ctx.now());
      return;
    }
    await openNotice(tx, {
      cause,
      severity: "warning",
      title: `${name}: ${blocking.length} ${blocking.length === 1 ? "rule keeps" : "rules keep"} contacts from agents`,
      body: blocking[0]?.message ?? "",
      link: `/readiness?connection=${id}`,
      now: ctx.now(),
    });
  });
}
