import "server-only";
import * as z from "zod";
import { flag, integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { listAcd } from "./pages.ts";
import { MEDIA_TYPE } from "./skills.ts";

const held = z.object({
  skillId: integerId,
  skillName: textOrEmpty,
  mediaTypeId: integerId.nullish(),
  isActive: flag.nullish().transform((on) => on ?? true),
  isOutbound: flag.nullish().transform((on) => on ?? false),
  outboundStrategy: textOrEmpty,
});

export type AgentSkill = z.infer<typeof held>;

/** The skills that an agent holds (facts/cxone.md §2.1). */
export async function listAgentSkills(client: CxoneClient, agentId: number): Promise<AgentSkill[]> {
  return listAcd(client, {
    operation: "cxone.agents.skills",
    path: `agents/${agentId}/skills`,
    key: "agentSkillAssignments",
    row: held,
    idOf: (row) => row.skillId,
  });
}

/**
 * The outbound phone skill that an agent dials a number with: one for calls by hand before one of a dialer, which has rules
 * of its own. Null where the agent holds none; not every tenant asks for one.
 */
export async function skillToDialWith(client: CxoneClient, agentId: number): Promise<number | null> {
  const outbound = (await listAgentSkills(client, agentId)).filter(
    (row) => row.isOutbound && row.isActive && row.mediaTypeId === MEDIA_TYPE.phone,
  );
  const byHand = outbound.find((row) => /manual/i.test(row.outboundStrategy));
  return (byHand ?? outbound[0])?.skillId ?? null;
}
