import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { deleteDomain } from "#lib/email/domains/delete-domain.ts";
import { getDomain } from "#lib/email/domains/reads.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Gives one email domain with its records and what DNS showed of each",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params: { id } }) => getDomain(ctx, id),
});

export const DELETE = defineRoute({
  summary: "Forgets an email domain that no channel sends from; CXone and DNS stay as they are",
  params,
  audit: writes("email_domain.deleted"),
  handler: ({ ctx, params: { id } }) => deleteDomain(ctx, id),
});
