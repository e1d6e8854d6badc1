import "server-only";
import * as z from "zod";
import { flag, integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { ACD_PAGE, listAcd } from "./pages.ts";
import { MEDIA_TYPE, pageSkills } from "./skills.ts";

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
 * The outbound phone skill that a number is dialled with: one that the agent holds, else one of the tenant; one for calls by
 * hand before one of a dialer, which has rules of its own. Null where there is none; not every tenant asks for one.
 */
export async function skillToDialWith(client: CxoneClient, agentId: number): Promise<number | null> {
  const own = (await listAgentSkills(client, agentId)).filter(
    (row) => row.isOutbound && row.isActive && row.mediaTypeId === MEDIA_TYPE.phone,
  );
  if (own.length > 0) return byHandFirst(own);
  const phone = { mediaTypeId: MEDIA_TYPE.phone, isOutbound: true, isActive: true };
  return byHandFirst((await pageSkills(client, { ...phone, skip: 0, top: ACD_PAGE })).rows);
}

function byHandFirst(skills: readonly { skillId: number; outboundStrategy: string }[]): number | null {
  const byHand = skills.find((row) => /manual/i.test(row.outboundStrategy));
  return (byHand ?? skills[0])?.skillId ?? null;
}
