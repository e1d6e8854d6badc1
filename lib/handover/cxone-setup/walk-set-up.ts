import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { setByocSecret } from "#lib/handover/set-byoc-secret.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { createPlan } from "#lib/setup/create-plan.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import type { PlanView, RunView } from "#lib/setup/schema.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { cxoneHandover } from "./cxone-handover.ts";
import type { TestTenant } from "./start-test-tenant.ts";

/** Does what a person does in the wizard, up to the review. For tests. */
export type Walk = {
  id: string;
  subject: string;
  save(stepId: string, input: unknown): Promise<void>;
  plan(intent?: "apply" | "teardown"): Promise<PlanView>;
  start(): Promise<RunView>;
};

export const DEFAULT_CAMPAIGN = { campaignId: 310001, campaignName: "Default Campaign" };
export const AGENT = { agentId: 30103, name: "Noor" };

export function walkOf(ctx: Ctx, id: string): Walk {
  const subject = subjectOf(id);
  const plan: Walk["plan"] = (intent = "apply") => createPlan(cxoneHandover, ctx, subject, intent);
  return {
    id,
    subject,
    plan,
    save: async (stepId, input) => {
      const row = await db().setupStep.findUnique({ where: { subject_stepId: { subject, stepId } } });
      await saveStepInput(cxoneHandover, ctx, { subject, stepId, input, version: row?.version ?? 0 });
    },
    start: async () => startRun(cxoneHandover, ctx, { subject, planId: (await plan()).id }),
  };
}

/** A handover whose steps before the review are done. */
export async function walkToReview(
  ctx: Ctx,
  tenant: TestTenant,
  name: string,
  given: { integrationId?: string; skill?: unknown } = {},
): Promise<Walk> {
  const { id } = await createHandover(ctx, { name, kind: "cxone", platformIntegrated: false });
  const walk = walkOf(ctx, id);
  await walk.save("bot", { adapter: "demo" });
  await walk.save("connection", { connectionId: tenant.connectionId });
  await setByocSecret(ctx, id, {});
  const integrationId = given.integrationId ?? (await tenant.addIntegration(`Patchbay ${name}`));
  await walk.save("byoc", { integrationId });
  await walk.save(
    "skill",
    given.skill ?? {
      mode: "create",
      skillName: name.replaceAll(" ", "_"),
      ...DEFAULT_CAMPAIGN,
      agents: [AGENT],
    },
  );
  await walk.save("settings", {});
  return walk;
}
