import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { checkDraft } from "#lib/connections/recheck-connection.ts";
import { draftCheckSchema } from "#lib/connections/schema.ts";

export const POST = defineRoute({
  summary:
    "Tries credentials without keeping them; empty secrets of a kept connection are filled in if host and client are the same",
  body: draftCheckSchema,
  audit: noAudit("keeps nothing; the calls are in the request log"),
  limit: CHECKS,
  handler: ({ ctx, body }) => checkDraft(ctx, body),
});
