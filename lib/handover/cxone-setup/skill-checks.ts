import "server-only";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { getSkill } from "#lib/cxone/skills.ts";
import type { Check } from "#lib/setup/step.ts";
import type { HandoverContext } from "./context.ts";
import { findSkill, unsuitable } from "./skill-lines.ts";

export const skillChecks: readonly Check<HandoverContext>[] = [
  {
    id: "skill.has-agent",
    title: "At least one agent holds the skill",
    doesNotProve: "That one of them is signed in and free.",
    run: async (context) => {
      if (!context.skill) return { state: "not_applicable", message: "No skill is chosen yet." };
      const cxone = await context.cxone();
      const known = context.managed.find(({ kind }) => kind === "skill");
      const skill = known
        ? await getSkill(cxone, Number(known.remoteId))
        : await findSkill(cxone, context.skill);
      if (!skill) {
        return context.skill.mode === "create" && !context.managed.some(({ kind }) => kind === "skill")
          ? { state: "not_applicable", message: "It is made when you apply the plan." }
          : {
              state: "failed",
              message: `CXone has no skill ${context.skill.skillName}.`,
              fix: { sentence: "Choose another skill at step Skill, then plan and apply." },
            };
      }
      const reason = unsuitable(skill);
      if (reason) return { state: "failed", message: reason, fix: { sentence: "Choose another skill." } };
      const holders = (await listSkillAgents(cxone, skill.skillId)).filter((agent) => agent.isActive);
      const evidence = { skillId: skill.skillId, agentIds: holders.map((agent) => agent.agentId) };
      return holders.length > 0
        ? { state: "passed", message: `${holders.length} hold ${skill.skillName}.`, evidence }
        : {
            state: "failed",
            message: `Nobody holds ${skill.skillName}: conversations wait unseen.`,
            evidence,
            fix: {
              sentence: "Choose agents at step Skill, or give them the skill in CXone.",
              path: ["CXone", "ACD", "ACD Users", "the user", "Skills"],
            },
          };
    },
  },
];
