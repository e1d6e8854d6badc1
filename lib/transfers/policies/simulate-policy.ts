import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { type Simulation, simulate } from "../simulation/state.ts";
import { loadPolicy } from "./load-policy.ts";
import { getVersion } from "./reads.ts";
import type { SimulateInput } from "./schema.ts";
import { parseBody } from "./write-version.ts";

/**
 * Tries a policy with a scenario, as the page does: as it is, as it was at a version, or with a body that is not saved.
 * Nothing is called and nothing is written (T-60). Throws `not_found`, `bad_input` for ids of the wrong form.
 */
export async function simulatePolicy(
  ctx: Ctx,
  policyId: string,
  { scenario, version, body: draft }: SimulateInput,
): Promise<Simulation> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const policy = await loadPolicy(policyId);
  const { dialect } = policy.connection;
  if (draft) return simulate(dialect, parseBody(dialect, draft), scenario);
  const { body } = version === undefined ? policy : await getVersion(ctx, policyId, version);
  return simulate(dialect, body, scenario);
}
