import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listAgents } from "#lib/outbound/contacts.ts";

export const GET = defineRoute({
  summary: "Lists the agents who can be called with, of a campaign where CXone says so",
  query: z.strictObject({
    connection: z.string().max(100),
    search: z.string().max(100).default(""),
    campaign: z.string().max(100).optional(),
  }),
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listAgents(ctx, query.connection, query.search, query.campaign ?? null),
});
