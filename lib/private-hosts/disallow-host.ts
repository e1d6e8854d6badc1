import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { forgetAllowedHosts } from "./reads.ts";

/** Closes a host in a private network again; every process follows within 5 s. Throws `not_found`. */
export async function disallowHost(ctx: Ctx, host: string): Promise<void> {
  requireRole(ctx, "admin");
  await db().$transaction(async (tx) => {
    const row = await tx.allowedHost.findUnique({ where: { host } });
    if (!row) throw new AppError("not_found", { detail: "This host is not on the list any more." });
    await tx.allowedHost.delete({ where: { host } });
    await writeAudit(tx, ctx, {
      action: "host.disallowed",
      object: `host:${host}`,
      before: { reason: row.reason },
    });
  });
  forgetAllowedHosts();
}
