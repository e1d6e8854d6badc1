import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { checkLinks } from "#lib/email/html/check-links.ts";
import { linksInput } from "#lib/email/html/schema.ts";

export const POST = defineRoute({
  summary: "Calls the links of a mail and tells what each answers",
  body: linksInput,
  limit: CHECKS,
  audit: noAudit("stands in the request log"),
  handler: ({ ctx, body }) => checkLinks(ctx, body),
});
