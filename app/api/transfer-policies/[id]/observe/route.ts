import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { observePolicy } from "#lib/transfers/policies/observe-policy.ts";
import { observeInput } from "#lib/transfers/policies/schema.ts";

export const POST = defineRoute({
  summary: "How the targets of a transfer policy stand in the contact centre now; reads only",
  params: z.object({ id: z.string() }),
  body: observeInput,
  audit: noAudit("reads only"),
  limit: CHECKS,
  handler: ({ ctx, params, body }) => observePolicy(ctx, params.id, body.body),
});
