import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { LINKS } from "#lib/api/limits.ts";
import { lookAtLink } from "#lib/people/accept-link.ts";
import { linkSchema } from "#lib/people/schema.ts";

export const POST = defineRoute({
  summary: "Tells the holder of an invitation or a reset link what it is for",
  access: "public",
  limit: LINKS,
  body: linkSchema,
  audit: noAudit("reads only; a POST so that the token stands in no address"),
  handler: ({ body }) => lookAtLink(body, new Date()),
});
