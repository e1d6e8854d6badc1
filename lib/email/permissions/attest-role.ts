import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { keepAttestation } from "../attestations/keep-attestation.ts";
import type { AttestationInput } from "../attestations/schema.ts";
import { emailRoleObject } from "./mapping.ts";
import { getPermissionMatrix } from "./reads.ts";
import type { PermissionMatrixView } from "./schema.ts";

/** Keeps that somebody entered the permissions of a role in CXone, as they are wanted now. Throws `not_found`. */
export async function attestEmailRole(
  ctx: Ctx,
  connectionId: string,
  roleId: string,
  input: AttestationInput,
): Promise<PermissionMatrixView> {
  requireRole(ctx, "admin", "operator");
  const { value } = await getPermissionMatrix(ctx, connectionId);
  const role = value.roles.find((candidate) => candidate.roleId === roleId);
  if (!role) throw new AppError("not_found", { detail: "The tenant has no such role." });
  await db().$transaction((tx) =>
    keepAttestation(tx, ctx, emailRoleObject(connectionId, roleId), role.channels, input),
  );
  return getPermissionMatrix(ctx, connectionId);
}
