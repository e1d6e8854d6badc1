import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";

const CACHE_MS = 5_000;
let cached: { hosts: readonly string[]; until: number } | undefined;

/** Hosts in private networks that an admin allowed, as `host` or `host:port`; up to 5 s old. */
export async function allowedPrivateHosts(): Promise<readonly string[]> {
  if (cached && cached.until > Date.now()) return cached.hosts;
  const rows = await db().allowedHost.findMany({ select: { host: true } });
  cached = { hosts: rows.map((row) => row.host), until: Date.now() + CACHE_MS };
  return cached.hosts;
}

/** Allows a private host on purpose; the reason is kept. Allowing it again changes nothing. */
export async function allowHost(ctx: Ctx, host: string, reason: string): Promise<void> {
  requireRole(ctx, "admin");
  await db().$transaction(async (tx) => {
    const { count } = await tx.allowedHost.createMany({
      data: [{ host, reason, createdBy: ctx.actor.id, createdAt: ctx.now() }],
      skipDuplicates: true,
    });
    if (count === 1)
      await writeAudit(tx, ctx, { action: "host.allowed", object: `host:${host}`, after: { reason } });
  });
  cached = undefined;
}
