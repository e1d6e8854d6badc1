import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getTransfer } from "#lib/transfers/reads.ts";

export const GET = defineRoute({
  summary: "Shows a transfer with its timeline, under way or ended",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getTransfer(ctx, params.id),
});
