import * as z from "zod";
import { policyBodyFields } from "../../schema.ts";
import { type Expected, expectedSchema, type Scenario, scenarioSchema } from "../../simulation/schema.ts";

/** A policy with more of them takes longer to save than one would wait. */
export const MOST_CASES = 50;

const NAME = "Enter a name.";
const caseName = z
  .string({ error: NAME })
  .trim()
  .min(1, { error: NAME })
  .max(80, { error: "At most 80 characters." });

/** A situation that is kept with a policy, and what has to come of it. */
export const caseInput = z.strictObject({
  name: caseName,
  scenario: scenarioSchema,
  expected: expectedSchema,
});
export type CaseInput = z.output<typeof caseInput>;

/** Runs the cases with a body that is not saved; without one, with the policy as it is. */
export const runInput = z.strictObject({ body: policyBodyFields.optional() });

/** A case that fails says why: what came instead of what was expected. */
export type Verdict = { passed: true } | { passed: false; why: string };

export type CaseView = {
  id: string;
  name: string;
  scenario: Scenario;
  expected: Expected;
  updatedAt: string;
  verdict: Verdict;
};
