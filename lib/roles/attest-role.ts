import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { levelOf } from "./reads.ts";
import type { AttestRoleInput } from "./schema.ts";

/**
 * Keeps that somebody gave a role its permissions on a channel in CXone, or took that back (H-50, H-51, M-50). Throws
 * `conflict` when somebody else said otherwise since the page was opened.
 */
export async function attestRole(ctx: Ctx, connectionId: string, input: AttestRoleInput): Promise<void> {
  requireRole(ctx, "admin", "operator");
  await loadCxoneConnection(connectionId);
  const { channelId, roleId, roleName, level, before } = input;
  const key = { connectionId, channelId, roleId };
  const object = `role:${connectionId}:${channelId}:${roleId}`;
  await db().$transaction(async (tx) => {
    const row = await tx.roleAttestation.findUnique({ where: { connectionId_channelId_roleId: key } });
    if (levelOf(row?.level ?? "none") !== before) throw await changedMeanwhile(object);
    if (level === "none") {
      await tx.roleAttestation.deleteMany({ where: key });
    } else {
      const data = { level, roleName, attestedBy: ctx.actor.name, attestedAt: ctx.now() };
      await tx.roleAttestation.upsert({
        where: { connectionId_channelId_roleId: key },
        create: { ...key, ...data },
        update: data,
      });
    }
    await writeAudit(tx, ctx, {
      action: "role.attested",
      object,
      before: { level: before },
      after: { role: roleName, level },
    });
  });
}
