import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { acknowledgeNotice } from "#lib/notices/acknowledge-notice.ts";

export const POST = defineRoute({
  summary: "Says that somebody has seen a notice; it stays until it is mended",
  params: z.object({ id: z.string() }),
  audit: writes("notice.acknowledged"),
  handler: ({ ctx, params }) => acknowledgeNotice(ctx, params.id),
});
