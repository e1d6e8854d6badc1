import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { findListed } from "#lib/email/signatures/reads.ts";
import { findPeopleInput } from "#lib/email/signatures/schema.ts";

export const POST = defineRoute({
  summary: "The people whom a pasted list of names, addresses or ids means, and the lines that mean nobody",
  body: findPeopleInput,
  audit: noAudit("reads only"),
  handler: ({ ctx, body }) => findListed(ctx, body),
});
