import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { getAgent } from "#lib/cxone/agents.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";
import { emailRoleObject } from "./mapping.ts";
import { getPermissionMatrix } from "./reads.ts";
import type { AssignResult, AssignRoleInput } from "./schema.ts";

type Role = { roleId: string; name: string };
type Person = { agentId: number; name: string };

/**
 * Gives people a digital role. A person has exactly one (M-51): who has another is left alone and named, unless `move` says
 * that they are to lose it. One person that fails does not keep the others from it. Throws `not_found` for no such role.
 */
export async function assignRole(
  ctx: Ctx,
  connectionId: string,
  { roleId, agentIds, move }: AssignRoleInput,
): Promise<{ results: AssignResult[] }> {
  requireRole(ctx, "admin", "operator");
  const { value } = await getPermissionMatrix(ctx, connectionId);
  const role = value.roles.find((candidate) => candidate.roleId === roleId);
  if (!role) throw new AppError("not_found", { detail: "The tenant has no such role." });
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const people = await inParallel([...new Set(agentIds)], async (agentId) => {
    const agent = await getAgent(client, agentId);
    const name = agent ? `${agent.firstName} ${agent.lastName}`.trim() || String(agentId) : null;
    return { agentId, name };
  }).catch((error: unknown) => {
    throw explainVendorError(error);
  });
  const results: AssignResult[] = [];
  for (const { agentId, name } of people) {
    results.push(
      name === null
        ? { agentId, name: String(agentId), outcome: "not_found", from: null }
        : await db().$transaction((tx) => assign(tx, ctx, connectionId, role, { agentId, name }, move)),
    );
  }
  return { results };
}

async function assign(
  tx: Tx,
  ctx: Ctx,
  connectionId: string,
  role: Role,
  { agentId, name }: Person,
  move: boolean,
): Promise<AssignResult> {
  const key = { connectionId, agentId };
  const given = {
    agentName: name,
    roleId: role.roleId,
    roleName: role.name,
    assignedBy: ctx.actor.name,
    assignedAt: ctx.now(),
  };
  // The primary key settles the race of two people who give one person different roles.
  const { count } = await tx.emailRoleMember.createMany({
    data: [{ ...key, ...given }],
    skipDuplicates: true,
  });
  const before =
    count === 0 ? await tx.emailRoleMember.findUnique({ where: { connectionId_agentId: key } }) : null;
  const from = before?.roleName ?? null;
  if (before?.roleId === role.roleId) return { agentId, name, outcome: "unchanged", from };
  if (before && !move) return { agentId, name, outcome: "has_another", from };
  if (before) await tx.emailRoleMember.update({ where: { connectionId_agentId: key }, data: given });
  await writeAudit(tx, ctx, {
    action: "email.role_assigned",
    object: emailRoleObject(connectionId, role.roleId),
    before: { [name]: from },
    after: { [name]: role.name },
  });
  return { agentId, name, outcome: before ? "moved" : "assigned", from };
}

/** Takes the wanted digital role from a person. Throws `not_found`. */
export async function withdrawRole(ctx: Ctx, connectionId: string, agentId: number): Promise<void> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const where = { connectionId_agentId: { connectionId, agentId } };
    const row = await tx.emailRoleMember.findUnique({ where });
    if (!row) throw new AppError("not_found", { detail: "This person has no digital role here." });
    await tx.emailRoleMember.delete({ where });
    await writeAudit(tx, ctx, {
      action: "email.role_withdrawn",
      object: emailRoleObject(connectionId, row.roleId),
      before: { [row.agentName]: row.roleName },
      after: { [row.agentName]: null },
    });
  });
}
