import "server-only";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { tellChannels } from "../channels/tell-channels.ts";
import { smtpTokens } from "./smtp-tokens.ts";

const DAY_MS = 86_400_000;

/**
 * Renews what nobody used for a day: a refresh token dies after 90 days in silence (facts/product.md §2.3, Zammad 3411), and an
 * expired secret or a revoked grant is better found here than by a customer's mail. Gives how many were renewed.
 */
export async function keepGrants(now: Date): Promise<number> {
  const since = new Date(now.getTime() - DAY_MS);
  const due = await db().smtpConfiguration.findMany({
    where: { auth: { in: ["delegated", "client_credentials"] } },
    select: { id: true, auth: true, grant: true },
  });
  const rows = await db().accessToken.findMany({ where: { connectionId: { in: due.map(({ id }) => id) } } });
  let renewed = 0;
  for (const { id, auth, grant } of due) {
    // Nobody has authorised it yet: there is nothing to renew.
    if (auth === "delegated" && grant === null) continue;
    const row = rows.find(({ connectionId }) => connectionId === id);
    const last = Math.max(row?.refreshedAt?.getTime() ?? 0, row?.failedAt?.getTime() ?? 0);
    if (last > since.getTime()) continue;
    try {
      await smtpTokens().getAccessToken(id);
      renewed += 1;
    } catch (error) {
      // It is noted with the configuration, and a notice was opened.
      log.warn({ error: (error as Error).message, smtpId: id }, "smtp: not renewed");
      await tellChannels(systemCtx("smtp.keep"), { smtpId: id });
    }
  }
  return renewed;
}

export const keepGrantsJob: JobHandler = {
  name: "smtp.keep",
  cron: "23 * * * *",
  run: async () => {
    await keepGrants(new Date());
  },
};
