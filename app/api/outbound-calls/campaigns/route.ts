import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listCampaigns } from "#lib/outbound/contacts.ts";

export const GET = defineRoute({
  summary: "Lists the outbound campaigns of a connection",
  query: z.strictObject({ connection: z.string().max(100), search: z.string().max(100).default("") }),
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listCampaigns(ctx, query.connection, query.search),
});
