import fc from "fast-check";
import { expect, test } from "vitest";
import { anAccident, aPlan, aPolicy } from "../../arbitraries.ts";
import { runThrough } from "../../run-through.ts";
import { scenarioSchema } from "../schema.ts";
import { simulate } from "../state.ts";
import { scenarioOf } from "./mapping.ts";

test("a replay of whatever happened, by the same policy, comes to the same end for the same reasons", () => {
  fc.assert(
    fc.property(aPolicy, aPlan, anAccident, (policy, plan, happens) => {
      const run = runThrough(policy, plan, happens);
      const scenario = scenarioOf(run.events, policy);
      expect(scenarioSchema.parse(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario);
      const { outcome, step, reason } = run.state;
      expect(simulate(policy, scenario)).toMatchObject({ ok: true, outcome, step });
      const replay = simulate(policy, scenario);
      expect(replay.ok && replay.reason?.code).toBe(reason?.code);
    }),
    { numRuns: 400 },
  );
});
