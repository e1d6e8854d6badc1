import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { preflight } from "#lib/outbound/preflight.ts";
import { callFields } from "#lib/outbound/schema.ts";

export const POST = defineRoute({
  summary: "Checks number, campaign, contact and agent of a call without placing it",
  body: callFields,
  audit: noAudit("looks without changing anything"),
  handler: ({ ctx, body }) => preflight(ctx, body),
});
