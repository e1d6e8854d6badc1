import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getMail } from "#lib/email/mails/reads.ts";

export const GET = defineRoute({
  summary: "One mail that Patchbay sent, with the server's answer and its arrival",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getMail(ctx, params.id),
});
