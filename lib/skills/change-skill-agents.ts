import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { changeSkillAgents, listAgentSkills } from "#lib/cxone/skill-agents.ts";
import { db } from "#lib/db/client.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";
import type { RowResult } from "#lib/tenant/schema.ts";
import { skillObject } from "./object.ts";
import type { AssignAgentsInput } from "./schema.ts";

/**
 * Gives agents a skill, or sets the proficiency of those who hold it; up to 50 in one call to CXone. What became of each is
 * answered, not thrown: the others are kept (F-35). Repeating it is harmless.
 */
export function assignAgents(
  ctx: Ctx,
  connectionId: string,
  skillId: number,
  { agentIds, proficiency }: AssignAgentsInput,
): Promise<{ results: RowResult[] }> {
  return changeAgents(ctx, connectionId, skillId, "assign", agentIds, proficiency);
}

/** Takes a skill from agents; who does not hold it counts as done. */
export function removeAgents(
  ctx: Ctx,
  connectionId: string,
  skillId: number,
  agentIds: readonly number[],
): Promise<{ results: RowResult[] }> {
  return changeAgents(ctx, connectionId, skillId, "remove", agentIds);
}

async function changeAgents(
  ctx: Ctx,
  connectionId: string,
  skillId: number,
  deed: "assign" | "remove",
  agentIds: readonly number[],
  proficiency?: number,
): Promise<{ results: RowResult[] }> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const results = await resultsOf(client, skillId, deed, agentIds, proficiency);
  const done = results.filter(({ state }) => state === "done");
  const others = results.filter(({ state }) => state !== "done");
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: deed === "assign" ? "skill.agents_assigned" : "skill.agents_removed",
      object: skillObject(connectionId, skillId),
      after: {
        agents: done.map(({ id }) => id).join(", "),
        ...(proficiency ? { proficiency } : {}),
        ...(others.length > 0
          ? { notDone: others.map(({ id, state, reason }) => `${id}: ${state}, ${reason}`).join("; ") }
          : {}),
      },
    }),
  );
  return { results };
}

async function resultsOf(
  client: CxoneClient,
  skillId: number,
  deed: "assign" | "remove",
  agentIds: readonly number[],
  proficiency: number | undefined,
): Promise<RowResult[]> {
  const agents = agentIds.map((agentId) => ({ agentId, ...(proficiency ? { proficiency } : {}) }));
  try {
    const items = await changeSkillAgents(client, skillId, deed, agents);
    const answered = new Map(items.map((item) => [item.id, item]));
    const failed = agentIds.filter((id) => !answered.get(id)?.success);
    const seen = deed === "remove" ? await look(client, skillId, deed, failed, proficiency) : new Map();
    return agentIds.map((id): RowResult => {
      const item = answered.get(id);
      if (item?.success || seen.get(id) === true) return { id, state: "done", reason: "" };
      return { id, state: "failed", reason: item?.error || "CXone gave no reason." };
    });
  } catch (error) {
    if (!(error instanceof CxoneError) || !error.mayHaveHappened) throw explainVendorError(error);
    // The answer was lost: what CXone shows now decides, not a blind second try.
    const seen = await look(client, skillId, deed, agentIds, proficiency);
    return agentIds.map((id): RowResult => {
      const there = seen.get(id);
      if (there === true) return { id, state: "done", reason: "" };
      return there === false
        ? { id, state: "failed", reason: "The answer of CXone was lost, and it was not done." }
        : { id, state: "unknown", reason: "The answer of CXone was lost, and CXone cannot be asked now." };
    });
  }
}

/** For each agent whether CXone shows what was wanted; absent where it does not answer. */
async function look(
  client: CxoneClient,
  skillId: number,
  deed: "assign" | "remove",
  agentIds: readonly number[],
  proficiency: number | undefined,
): Promise<Map<number, boolean>> {
  const seen = new Map<number, boolean>();
  await inParallel(agentIds, async (agentId) => {
    const held = await listAgentSkills(client, agentId).catch(() => null);
    if (!held) return;
    const one = held.find((skill) => skill.skillId === skillId);
    const assigned = one?.isActive && (!proficiency || one.agentProficiencyValue === proficiency);
    seen.set(agentId, deed === "assign" ? Boolean(assigned) : one === undefined);
  });
  return seen;
}
