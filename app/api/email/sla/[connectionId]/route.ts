import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getSla } from "#lib/email/sla/reads.ts";
import { saveGlobalSla } from "#lib/email/sla/save-sla.ts";
import { globalSlaInput } from "#lib/email/sla/schema.ts";

const params = z.object({ connectionId: z.string() });

export const GET = defineRoute({
  summary: "The service levels of a tenant's email: the global one and each channel's",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getSla(ctx, params.connectionId),
});

export const PUT = defineRoute({
  summary: "Sets the global service level and the business hours it counts in",
  params,
  body: globalSlaInput,
  audit: writes("sla.saved"),
  handler: ({ ctx, params, body }) => saveGlobalSla(ctx, params.connectionId, body),
});
