import type { PolicyBody } from "../schema.ts";
import type { ObservedScene, Scenario, TargetScene } from "./schema.ts";

type Target = { targetType: string; targetId: string };
const nameOf = ({ targetType, targetId }: Target) => `${targetType}:${targetId}`;

/** Under what name the scene of a step stands in a scenario; the second time that a target comes ends in #2. */
export function sceneKey(policy: PolicyBody, step: number): string {
  const chain: readonly Target[] = [...policy.routes, policy.voicemail];
  const name = nameOf(chain[step] ?? policy.voicemail);
  const times = chain.slice(0, step + 1).filter((target) => nameOf(target) === name).length;
  return times > 1 ? `${name}#${times}` : name;
}

/** The scene of a step. A target that comes twice has one scene unless it has two. */
export const sceneOf = (policy: PolicyBody, scenario: Scenario, step: number): TargetScene | undefined => {
  const key = sceneKey(policy, step);
  return scenario.targets[key] ?? scenario.targets[key.replace(/#\d+$/, "")];
};

/** A target as it is when nobody says otherwise: open, in an active campaign, with two agents who hold the skill. */
export function usualScene(policy: PolicyBody, step: number): TargetScene {
  const route = policy.routes[step];
  return { observed: route ? usuallyObserved(route) : NOBODY, attempts: [], forceFailure: false };
}

/** Extensions and numbers have no queue, no campaign and nobody in particular. */
export const NOBODY: ObservedScene = { queue: null, campaigns: null, agents: null };

function usuallyObserved(route: PolicyBody["routes"][number]): ObservedScene {
  const { targetType, targetId, targetName, skillId } = route;
  if (targetType === "EXTENSION" || targetType === "NUMBER") return NOBODY;
  const agent = (id: string, name: string) => ({
    id,
    name,
    status: "AVAILABLE",
    available: true,
    skills: skillId ? [skillId] : [],
  });
  if (targetType === "AGENT") return { ...NOBODY, agents: [agent(targetId, targetName || targetId)] };
  return {
    queue: { id: targetId, name: targetName, status: "ACTIVE" },
    campaigns: [{ id: "campaign-1", name: "Campaign", active: true }],
    agents: [agent("agent-1", "Agent 1"), agent("agent-2", "Agent 2")],
  };
}

/** A scenario to begin with: every target of the policy as it usually is. `at` in ISO 8601. */
export function usualScenario(policy: PolicyBody, at: string): Scenario {
  const steps = policy.routes.length + 1;
  const targets: Scenario["targets"] = {};
  for (let step = 0; step < steps; step++) targets[sceneKey(policy, step)] = usualScene(policy, step);
  return { at, calls: ["call-1"], callId: "call-1", targets, cancel: null };
}
