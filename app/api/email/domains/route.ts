import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createDomain } from "#lib/email/domains/create-domain.ts";
import { listDomains } from "#lib/email/domains/reads.ts";
import { domainQuery, newDomainInput } from "#lib/email/domains/schema.ts";

export const GET = defineRoute({
  summary: "Lists email domains by name, with how many required records DNS shows",
  query: domainQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listDomains(ctx, query),
});

export const POST = defineRoute({
  summary: "Adds an email domain with the records it needs; nothing changes in CXone or DNS",
  body: newDomainInput,
  audit: writes("email_domain.created"),
  handler: async ({ ctx, body }) => created(await createDomain(ctx, body)),
});
