import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { planAssign } from "#lib/email/signatures/assign-signature.ts";
import { planInput } from "#lib/email/signatures/schema.ts";

export const POST = defineRoute({
  summary: "What giving people a signature would do to each, from which one to which",
  params: z.object({ id: z.string() }),
  body: planInput,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, body }) => planAssign(ctx, params.id, body),
});
