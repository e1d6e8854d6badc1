import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { checkReadiness, getReadiness } from "#lib/readiness/reads.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "The last look at what keeps a tenant from serving contacts; null before the first",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getReadiness(ctx, params.id),
});

export const POST = defineRoute({
  summary: "Looks now at what keeps a tenant from serving contacts",
  params,
  audit: noAudit("looks and changes nothing but its own report"),
  limit: CHECKS,
  handler: ({ ctx, params }) => checkReadiness(ctx, params.id),
});
