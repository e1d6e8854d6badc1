import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { voiceFor } from "#lib/connections/voice-for.ts";
import type { Observation } from "#lib/cxone/voice/state.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { AppError } from "#lib/errors.ts";
import { targetOf } from "../run/mapping.ts";
import type { PolicyBody } from "../schema.ts";
import { NOBODY } from "../simulation/mapping.ts";
import type { TargetScene } from "../simulation/schema.ts";
import { loadPolicy } from "./load-policy.ts";
import type { Observed } from "./schema.ts";
import { parseBody } from "./write-version.ts";

/** The page does not wait longer for all targets together. */
const PATIENCE_MS = 10_000;
/** Beyond these a scenario would be too large to keep. */
const MOST_AGENTS = 1_000;
const MOST_CAMPAIGNS = 100;

/**
 * How the targets of a policy stand in the contact centre now: what its eligibility would be judged by. Reads only. A
 * look-up that fails is an observation too, as it is in a transfer (T-41). Throws `not_found`, `bad_input`.
 */
export async function observePolicy(ctx: Ctx, policyId: string, draft?: PolicyBody): Promise<Observed> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const { connection, body: kept } = await loadPolicy(policyId);
  const body = draft ? parseBody(connection.dialect, draft) : kept;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const voice = await voiceFor(connection.id, { requestId: ctx.requestId, signal });
  const steps = body.routes.map((_, step) => observe(voice, body, step));
  return { at: ctx.now().toISOString(), steps: await Promise.all(steps) };
}

async function observe(voice: Voice, body: PolicyBody, step: number): Promise<TargetScene["observed"]> {
  const type = body.routes[step]?.targetType;
  if (type === "EXTENSION" || type === "NUMBER") return NOBODY;
  try {
    return sceneOf(await voice.observe(targetOf(body, step)));
  } catch (error) {
    const explained = explainVendorError(error);
    if (!(explained instanceof AppError)) throw error;
    return { failed: { code: explained.code, message: explained.message.slice(0, 200) } };
  }
}

const sceneOf = ({ queue, campaigns, agents }: Observation): TargetScene["observed"] => ({
  queue,
  campaigns: campaigns?.slice(0, MOST_CAMPAIGNS) ?? null,
  agents: agents?.slice(0, MOST_AGENTS).map((agent) => ({ ...agent, skills: [...agent.skills] })) ?? null,
});
