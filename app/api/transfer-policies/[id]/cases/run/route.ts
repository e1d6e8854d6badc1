import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { runCases } from "#lib/transfers/policies/cases/reads.ts";
import { runInput } from "#lib/transfers/policies/cases/schema.ts";

export const POST = defineRoute({
  summary: "Runs all cases of a transfer policy, as it is or with a body that is not saved",
  params: z.object({ id: z.string() }),
  body: runInput,
  audit: noAudit("simulates; nothing is changed"),
  handler: async ({ ctx, params, body }) => ({ items: await runCases(ctx, params.id, body.body) }),
});
