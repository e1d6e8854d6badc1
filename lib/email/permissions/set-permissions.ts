import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { emailRoleObject, samePermissions } from "./mapping.ts";
import { getPermissionMatrix } from "./reads.ts";
import type { PermissionInput, PermissionMatrixView } from "./schema.ts";

/**
 * Sets what a role is to be allowed on an email channel (M-50); nothing takes the channel out of the role. Throws
 * `not_found`, and `conflict` when somebody changed the cell since `before` was shown.
 */
export async function setPermissions(
  ctx: Ctx,
  connectionId: string,
  { channelId, roleId, permissions, before }: PermissionInput,
): Promise<PermissionMatrixView> {
  requireRole(ctx, "admin", "operator");
  const matrix = await getPermissionMatrix(ctx, connectionId);
  const channel = matrix.value.channels.find(({ id }) => id === channelId);
  const role = matrix.value.roles.find((candidate) => candidate.roleId === roleId);
  if (!channel || !role) {
    throw new AppError("not_found", {
      detail: `The tenant has no such ${channel ? "role" : "email channel"}.`,
    });
  }
  const object = emailRoleObject(connectionId, roleId);
  await db().$transaction(async (tx) => {
    const key = { channelId, roleId };
    // Two who save at once: the second waits here and then sees what the first one left.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${object} ${channelId}`}, 0))`;
    const row = await tx.emailPermission.findUnique({ where: { channelId_roleId: key } });
    if (!samePermissions(row?.permissions ?? [], before)) throw await changedMeanwhile(object);
    const data = { permissions, roleName: role.name, updatedBy: ctx.actor.name, updatedAt: ctx.now() };
    if (permissions.length === 0) await tx.emailPermission.deleteMany({ where: key });
    else
      await tx.emailPermission.upsert({
        where: { channelId_roleId: key },
        create: { ...key, ...data },
        update: data,
      });
    await writeAudit(tx, ctx, {
      action: "email.permissions_set",
      object,
      before: { [channel.name]: row?.permissions ?? [] },
      after: { [channel.name]: permissions },
    });
  });
  return getPermissionMatrix(ctx, connectionId);
}
