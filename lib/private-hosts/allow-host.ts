import "server-only";
import { isIP } from "node:net";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { classifyAddress } from "#lib/http/address.ts";
import { forgetAllowedHosts } from "./reads.ts";

/**
 * Lets Patchbay call a host in a private network, also by http and on any port; the reason is kept. Addresses of cloud
 * metadata and the like stay closed. Allowing it again changes nothing. Throws `bad_input` at `host`.
 */
export async function allowHost(ctx: Ctx, host: string, reason: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const verdict = isIP(name) ? classifyAddress(name) : undefined;
  if (verdict?.kind === "forbidden") {
    const sentence = `${name} can never be called: ${verdict.range}. Use the address of the service itself.`;
    throw new AppError("bad_input", { fields: { host: sentence } });
  }
  await db().$transaction(async (tx) => {
    const { count } = await tx.allowedHost.createMany({
      data: [{ host, reason, createdBy: ctx.actor.id, createdAt: ctx.now() }],
      skipDuplicates: true,
    });
    if (count === 1)
      await writeAudit(tx, ctx, { action: "host.allowed", object: `host:${host}`, after: { reason } });
  });
  forgetAllowedHosts();
}
