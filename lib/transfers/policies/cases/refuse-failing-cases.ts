import "server-only";
import { AppError } from "#lib/errors.ts";
import type { PolicyBody } from "../../schema.ts";
import type { Expected, Scenario } from "../../simulation/schema.ts";
import type { FailingCase, PolicyView } from "../schema.ts";
import { loadCases } from "./reads.ts";
import { failingOf } from "./state.ts";

/** The cases of a policy that fail under a body. Throws `conflict` with them, unless they are let pass knowingly. */
export async function refuseFailingCases(
  { id, connection }: Pick<PolicyView, "id" | "connection">,
  body: PolicyBody,
  allowed: boolean,
): Promise<FailingCase[]> {
  const cases = (await loadCases(id)).map(({ name, scenario, expected }) => ({
    name,
    scenario: scenario as Scenario,
    expected: expected as Expected,
  }));
  const failing = failingOf(connection.dialect, body, cases);
  if (failing.length === 0 || allowed) return failing;
  throw new AppError("conflict", {
    title: failing.length === 1 ? "A case fails" : `${failing.length} cases fail`,
    detail: failing.map(({ name, why }) => `${name}: ${why}`).join(" "),
    fix: "Mend the policy or the case, or save knowingly: the versions show it.",
  });
}
