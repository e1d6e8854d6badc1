import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { PolicyBody } from "../../schema.ts";
import type { ReasonCode } from "../../state.ts";
import { stepInWords } from "../../words/mapping.ts";
import type { Expected, Scenario } from "../schema.ts";
import { type Simulation, simulate } from "../state.ts";

export type CaseResult = { ok: boolean; differences: string[]; simulation: Simulation };

/** Tries a policy with a kept case. `differences` say in words what came out other than expected; none: the case passes. */
export function checkCase(
  dialect: Dialect,
  policy: PolicyBody,
  kept: { scenario: Scenario; expected: Expected },
): CaseResult {
  const simulation = simulate(dialect, policy, kept.scenario);
  const differences = simulation.ok
    ? differencesOf(policy, kept.expected, simulation)
    : [simulation.error.message];
  return { ok: differences.length === 0, differences, simulation };
}

function differencesOf(
  policy: PolicyBody,
  expected: Expected,
  came: Extract<Simulation, { ok: true }>,
): string[] {
  const differences: string[] = [];
  const differs = (what: string, wanted: string, is: string) =>
    differences.push(`${what}: expected ${wanted}, came out as ${is}.`);
  if (came.outcome !== expected.outcome) differs("Outcome", expected.outcome, came.outcome);
  if (expected.step !== undefined && came.step !== expected.step)
    differs("Where it ends", placeInWords(policy, expected.step), placeInWords(policy, came.step));
  if (expected.reason !== undefined && (came.reason?.code ?? null) !== expected.reason)
    differs("Reason", inWords(expected.reason), inWords(came.reason?.code ?? null));
  if (expected.passedOver !== undefined && `${came.passedOver}` !== `${expected.passedOver}`)
    differs("Passed over for", listInWords(expected.passedOver), listInWords(came.passedOver));
  return differences;
}

const placeInWords = (policy: PolicyBody, step: number) =>
  step > policy.routes.length
    ? `place ${step + 1}, which this policy does not have`
    : stepInWords(policy, step);

const inWords = (code: ReasonCode | null) => code?.replaceAll("_", " ") ?? "none";
const listInWords = (codes: readonly ReasonCode[]) =>
  codes.length === 0 ? "nothing" : codes.map(inWords).join(", ");
