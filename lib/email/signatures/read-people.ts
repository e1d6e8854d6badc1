import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import type { AsOf } from "#lib/connections/schema.ts";
import { listAgents } from "#lib/cxone/agents.ts";
import { db } from "#lib/db/client.ts";
import type { Person } from "./schema.ts";

/**
 * Everybody of a tenant, also who is deactivated, by name; the last that was known when CXone does not answer. The caller has
 * checked the role.
 */
export async function readPeople(ctx: Ctx, connectionId: string): Promise<AsOf<Person[]>> {
  return readThrough(ctx, connectionId, { operation: "email.signatures.people" }, async (client) => {
    const agents = await listAgents(client, { isActive: null });
    return agents
      .map(
        ({ agentId, userName, firstName, lastName, emailAddress, teamName, isActive }): Person => ({
          agentId,
          name: `${firstName} ${lastName}`.trim() || userName,
          firstName,
          lastName,
          email: emailAddress,
          userName,
          teamName,
          active: isActive,
        }),
      )
      .sort((a, b) => a.name.localeCompare(b.name) || a.agentId - b.agentId);
  });
}

/** Which signature each person of a tenant has. */
export async function readAssigned(
  connectionId: string,
): Promise<ReadonlyMap<number, { id: string; name: string }>> {
  const rows = await db().signatureAssignment.findMany({
    where: { connectionId },
    select: { agentId: true, signature: { select: { id: true, name: true } } },
  });
  return new Map(rows.map(({ agentId, signature }) => [agentId, signature]));
}
