import type { PolicyBody, PolicyRoute } from "../../schema.ts";
import { sceneKey, sceneOf, usualScene } from "../../simulation/mapping.ts";
import type { AttemptScene, ObservedScene, Scenario, TargetScene } from "../../simulation/schema.ts";
import { counted } from "../../words/mapping.ts";
import type { Observed } from "../schema.ts";

export const USUAL_ATTEMPT: AttemptScene = {
  answer: "accepted",
  done: false,
  status: null,
  retryAfterSeconds: null,
  message: "",
  becomes: "connects",
  afterSeconds: 5,
  agent: null,
  looksFail: false,
};

/** What a contact centre can answer when the call is sent, as one choice each. */
export const SENDINGS = [
  { value: "accepted", label: "Accepted", set: { answer: "accepted", done: false, status: null } },
  { value: "refused", label: "Refused (400)", set: { answer: "refused", done: false, status: 400 } },
  {
    value: "throttled",
    label: "Too many requests (429)",
    set: { answer: "throttled", done: false, status: null },
  },
  {
    value: "500",
    label: "Error 500, not carried out",
    set: { answer: "server_error", done: false, status: 500 },
  },
  {
    value: "500-done",
    label: "Error 500, carried out",
    set: { answer: "server_error", done: true, status: 500 },
  },
  {
    value: "lost",
    label: "Answer lost, not carried out",
    set: { answer: "lost", done: false, status: null },
  },
  {
    value: "lost-done",
    label: "Answer lost, carried out",
    set: { answer: "lost", done: true, status: null },
  },
] as const satisfies readonly {
  value: string;
  label: string;
  set: Pick<AttemptScene, "answer" | "done" | "status">;
}[];

/** The choice that an attempt is. */
export const sendingOf = ({ answer, done }: AttemptScene): string =>
  SENDINGS.find(({ set }) => set.answer === answer && set.done === done)?.value ??
  SENDINGS.find(({ set }) => set.answer === answer)?.value ??
  "accepted";

export const LEG_WORDS: Record<AttemptScene["becomes"], string> = {
  connects: "Connects",
  fails: "Fails",
  never: "Nobody answers",
  hangs_up: "The caller hangs up",
  vanishes: "No transfer is to be seen",
};

/** A scenario with a scene for each step of a policy: what was not set is as it usually is. */
export function fillScenario(policy: PolicyBody, scenario: Scenario): Scenario {
  const targets = { ...scenario.targets };
  for (let step = 0; step <= policy.routes.length; step++)
    targets[sceneKey(policy, step)] = sceneOf(policy, scenario, step) ?? usualScene(policy, step);
  return { ...scenario, targets };
}

/** The scenario with another scene for a step. What a replay knew of its moment no longer counts once it is changed by hand. */
export function setScene(policy: PolicyBody, scenario: Scenario, step: number, scene: TargetScene): Scenario {
  return { ...scenario, targets: { ...scenario.targets, [sceneKey(policy, step)]: scene } };
}

/** The scenario as the contact centre is now; what becomes of each attempt stays as it was set. */
export function withObserved(policy: PolicyBody, scenario: Scenario, { at, steps }: Observed): Scenario {
  const filled = fillScenario(policy, scenario);
  const targets = { ...filled.targets };
  steps.forEach((observed, step) => {
    const key = sceneKey(policy, step);
    const { at: _moment, ...scene } = targets[key] ?? usualScene(policy, step);
    targets[key] = { ...scene, observed };
  });
  return { ...filled, at, targets };
}

/** A scene in a few words, for the line above its fields. */
export function sceneInWords(scene: TargetScene, route: PolicyRoute | undefined): string {
  const words = route ? observedInWords(scene.observed, route) : [];
  const [first, ...others] = scene.attempts;
  if (scene.forceFailure) words.push("made to fail");
  else if (first && (sendingOf(first) !== "accepted" || first.becomes !== "connects"))
    words.push(sendingOf(first) === "accepted" ? LEG_WORDS[first.becomes].toLowerCase() : labelOf(first));
  if (others.length > 0) words.push(`${others.length + 1} attempts`);
  return words.join(" · ") || "takes the call";
}

const labelOf = (attempt: AttemptScene) =>
  (SENDINGS.find(({ value }) => value === sendingOf(attempt))?.label ?? "").toLowerCase();

function observedInWords(observed: TargetScene["observed"], { skillId, targetType }: PolicyRoute): string[] {
  if ("failed" in observed) return ["look-up fails"];
  const words: string[] = [];
  const isQueue = targetType === "QUEUE" || targetType === "SKILL";
  if (isQueue && !observed.queue) words.push("not found");
  if (observed.queue?.status === "INACTIVE") words.push("inactive");
  if (observed.campaigns && !observed.campaigns.some(({ active }) => active))
    words.push(observed.campaigns.length === 0 ? "no campaign" : "campaign not active");
  if (observed.agents) words.push(`${counted(freeIn(observed, skillId), "agent")} free`);
  return words;
}

/** How many agents of a scene could take the call. */
export const freeIn = ({ agents }: ObservedScene, skillId: string | undefined): number =>
  (agents ?? []).filter(({ available, skills }) => available && (!skillId || skills.includes(skillId)))
    .length;
