import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { archivePolicy } from "#lib/transfers/policies/archive-policy.ts";
import { getPolicy } from "#lib/transfers/policies/reads.ts";
import { policyChange } from "#lib/transfers/policies/schema.ts";
import { updatePolicy } from "#lib/transfers/policies/update-policy.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "One transfer policy as it is now",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getPolicy(ctx, params.id),
});

export const PUT = defineRoute({
  summary: "Makes the next version of a transfer policy",
  params,
  body: policyChange,
  audit: writes("policy.changed"),
  handler: ({ ctx, params, body }) => updatePolicy(ctx, params.id, body),
});

export const DELETE = defineRoute({
  summary: "Archives a transfer policy that nothing uses; its versions stay readable",
  params,
  audit: writes("policy.archived"),
  handler: async ({ ctx, params }) => {
    await archivePolicy(ctx, params.id);
    return noContent();
  },
});
