import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createPolicy } from "#lib/transfers/policies/create-policy.ts";
import { listPolicies } from "#lib/transfers/policies/reads.ts";
import { policyInput, policyQuery } from "#lib/transfers/policies/schema.ts";

export const GET = defineRoute({
  summary: "Lists transfer policies by name",
  query: policyQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listPolicies(ctx, query),
});

export const POST = defineRoute({
  summary: "Makes a transfer policy",
  body: policyInput,
  audit: writes("policy.created"),
  handler: async ({ ctx, body }) => created(await createPolicy(ctx, body)),
});
