import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { Seen } from "../../eligibility/state.ts";
import type { PolicyBody } from "../../schema.ts";
import type { TimelineEvent } from "../../state.ts";
import { NOBODY, sceneKey, usualScene } from "../mapping.ts";
import type { ObservedScene, Scenario, TargetScene } from "../schema.ts";
import { attemptsFrom, cancelFrom } from "./attempts/mapping.ts";

const MOST_AGENTS = 1_000;

/**
 * The scenario of a transfer that has been: what was seen, answered and became of each attempt stands in its timeline. With
 * the same policy the simulator comes to the same end by it. What nobody looked at then is as it usually is.
 */
export function scenarioOf(
  dialect: Dialect,
  timeline: readonly TimelineEvent[],
  policy: PolicyBody,
  callId = "call-1",
): Scenario {
  const targets: Scenario["targets"] = {};
  const steps = policy.routes.length + 1;
  for (let step = 0; step < steps; step++) {
    const events = timeline.filter((event) => event.step === step);
    targets[sceneKey(policy, step)] = sceneFrom(dialect, events, policy, step);
  }
  const at = timeline[0]?.at ?? new Date(0).toISOString();
  return { at, calls: [callId], callId, targets, cancel: cancelFrom(timeline) };
}

function sceneFrom(
  dialect: Dialect,
  events: readonly TimelineEvent[],
  policy: PolicyBody,
  step: number,
): TargetScene {
  const usual = usualScene(policy, step);
  const judged = events.find(({ kind }) => kind === "eligible" || kind === "ineligible");
  const attempts = attemptsFrom(dialect, events, policy);
  const scene: TargetScene = { ...usual, attempts };
  if (!judged) return scene;
  return {
    ...scene,
    at: judged.at,
    observed: observedFrom(judged.facts ?? {}, policy, step, usual.observed),
  };
}

type Facts = Readonly<Record<string, unknown>>;

function observedFrom(
  facts: Facts,
  policy: PolicyBody,
  step: number,
  usual: TargetScene["observed"],
): TargetScene["observed"] {
  const failed = facts.failed as { code: string; message: string } | undefined;
  if (failed) return { failed: { code: cut(failed.code), message: cut(failed.message) } };
  const seen = facts as Seen;
  // Passed over by its hours alone: nobody looked.
  if (seen.clock) return usual;
  const skillId = policy.routes[step]?.skillId;
  const before: ObservedScene = "failed" in usual ? NOBODY : usual;
  return {
    queue: seen.queue === undefined ? before.queue : seen.queue,
    campaigns:
      seen.campaigns === undefined ? before.campaigns : (seen.campaigns?.map((one) => ({ ...one })) ?? null),
    agents: seen.agents === undefined ? before.agents : agentsFrom(seen.agents, skillId),
  };
}

/** As many agents as were counted, in the states that were counted; their names were not kept. */
function agentsFrom(seen: Seen["agents"], skillId: string | undefined): ObservedScene["agents"] {
  if (!seen) return null;
  const useful = [...seen.groups].sort((a, b) => worth(b) - worth(a));
  const all = useful.flatMap((group) =>
    Array.from({ length: Math.min(group.count, MOST_AGENTS) }, () => group),
  );
  return all.slice(0, MOST_AGENTS).map(({ status, available, holds }, index) => ({
    id: `agent-${index + 1}`,
    name: `Agent ${index + 1}`,
    status: cut(status),
    available,
    skills: holds && skillId ? [skillId] : [],
  }));
}
const worth = (group: { available: boolean; holds: boolean }) =>
  Number(group.available) + Number(group.holds);

const cut = (value: unknown) => String(value ?? "").slice(0, 200);
