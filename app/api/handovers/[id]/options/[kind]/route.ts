import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listOptions, OPTION_KINDS } from "#lib/handover/list-options.ts";

export const GET = defineRoute({
  summary: "Offers skills, campaigns or agents of CXone for a picker",
  params: z.object({ id: z.string(), kind: z.enum(OPTION_KINDS) }),
  query: z.object({ search: z.string().max(100).default("") }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listOptions(ctx, params.id, params.kind, query.search),
});
