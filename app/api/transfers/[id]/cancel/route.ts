import * as z from "zod";
import { accepted, defineRoute, writes } from "#lib/api/define-route.ts";
import { cancelTransfer } from "#lib/transfers/run/cancel-transfer.ts";

export const POST = defineRoute({
  summary: "Asks that a transfer goes no further; what was issued is followed to its end",
  params: z.object({ id: z.string() }),
  audit: writes("transfer.cancel_asked"),
  handler: async ({ ctx, params }) => accepted(await cancelTransfer(ctx, params.id)),
});
