import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { agentAuthorId, botAuthorId } from "#lib/handover/engage/personas.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { createPlan } from "#lib/setup/create-plan.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import type { PlanView, RunView } from "#lib/setup/schema.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { engageHandover } from "./engage-handover.ts";
import type { TestEngage } from "./start-test-engage.ts";

/** Does what a person does in the wizard, up to the review. For tests. */
export type Walk = {
  id: string;
  subject: string;
  save(stepId: string, input: unknown): Promise<void>;
  plan(intent?: "apply" | "teardown"): Promise<PlanView>;
  start(intent?: "apply" | "teardown"): Promise<RunView>;
};

export const INES = { userId: engageIds.users.ines, name: "Ines Ferreira" };
export const MALIK = { userId: engageIds.users.malik, name: "Malik Diop" };
export const CHAT = { communityId: engageIds.communities.chat, communityName: "Acme chat" };

export function walkOf(ctx: Ctx, id: string): Walk {
  const subject = subjectOf(id);
  const plan: Walk["plan"] = (intent = "apply") => createPlan(engageHandover, ctx, subject, intent);
  return {
    id,
    subject,
    plan,
    save: async (stepId, input) => {
      const row = await db().setupStep.findUnique({ where: { subject_stepId: { subject, stepId } } });
      await saveStepInput(engageHandover, ctx, { subject, stepId, input, version: row?.version ?? 0 });
    },
    start: async (intent) => startRun(engageHandover, ctx, { subject, planId: (await plan(intent)).id }),
  };
}

type Given = { categories?: unknown; source?: unknown; agents?: (typeof INES)[]; until?: string };

/** What a person ticks in Engage; both are there since the source was saved. */
export const tickIdentities = (account: TestEngage, providerId: string): Promise<null> =>
  account.there.setUp({
    identities: [botAuthorId(providerId), agentAuthorId(providerId)].map((foreignId) => ({ foreignId })),
  });

/** The inputs of the steps before the review, in their order. */
function inputsOf({ connectionId, credentials }: TestEngage, given: Given): [string, unknown][] {
  const { sourceId, realtimeToken } = credentials;
  return [
    ["bot", { adapter: "demo" }],
    ["connection", { connectionId }],
    ["community", CHAT],
    ["categories", given.categories ?? {}],
    ["source", given.source ?? { sourceId, realtimeUrl: "", realtimeToken }],
    ["agents", { agents: given.agents ?? [INES, MALIK] }],
    ["webhook", {}],
    ["identities", null],
    ["folder", { wanted: true }],
    ["settings", {}],
  ];
}

/** A handover whose steps before the review are done, or those before `until`. */
export async function walkToReview(
  ctx: Ctx,
  account: TestEngage,
  name: string,
  given: Given = {},
): Promise<Walk> {
  const { id } = await createHandover(ctx, { name, kind: "engage", platformIntegrated: false });
  const walk = walkOf(ctx, id);
  for (const [stepId, input] of inputsOf(account, given)) {
    if (stepId === given.until) break;
    if (stepId === "identities") {
      await tickIdentities(account, id);
      await attestStep(engageHandover, ctx, { subject: walk.subject, stepId, attested: true, evidence: "" });
      continue;
    }
    await walk.save(stepId, input);
  }
  return walk;
}
