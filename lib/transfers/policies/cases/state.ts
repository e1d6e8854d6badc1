import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { PolicyBody } from "../../schema.ts";
import { checkCase } from "../../simulation/cases/state.ts";
import type { Expected, Scenario } from "../../simulation/schema.ts";
import type { Simulation } from "../../simulation/state.ts";
import { fillScenario } from "../scenario/mapping.ts";
import type { FailingCase } from "../schema.ts";
import type { Verdict } from "./schema.ts";

type Kept = { scenario: Scenario; expected: Expected };

/** Whether a policy does what a case expects; if not, what it does instead. A target that the case knows nothing of is as it usually is. */
export function judgeCase(dialect: Dialect, body: PolicyBody, { scenario, expected }: Kept): Verdict {
  const { ok, differences } = checkCase(dialect, body, { scenario: fillScenario(body, scenario), expected });
  return ok ? { passed: true } : { passed: false, why: differences.join(" ") };
}

/** The cases that fail under a policy, and why. */
export const failingOf = (
  dialect: Dialect,
  body: PolicyBody,
  cases: readonly (Kept & { name: string })[],
): FailingCase[] =>
  cases.flatMap((one) => {
    const verdict = judgeCase(dialect, body, one);
    return verdict.passed ? [] : [{ name: one.name, why: verdict.why }];
  });

/** What a case made of a simulation expects: how it ended, where unless the outcome says so, and why. */
export const expectedOf = ({ outcome, step, reason }: Extract<Simulation, { ok: true }>): Expected => ({
  outcome,
  ...(outcome === "fallback" ? { step } : {}),
  reason: reason?.code ?? null,
});
