import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { simulateInput } from "#lib/transfers/policies/schema.ts";
import { simulatePolicy } from "#lib/transfers/policies/simulate-policy.ts";

export const POST = defineRoute({
  summary: "Tries a transfer policy with a scenario and gives the path; no call is made",
  params: z.object({ id: z.string() }),
  body: simulateInput,
  audit: noAudit("simulates; nothing is changed"),
  handler: ({ ctx, params, body }) => simulatePolicy(ctx, params.id, body),
});
