import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestExtensions } from "#lib/email/extensions/attest-extensions.ts";
import { extensionsSeenInput } from "#lib/email/extensions/schema.ts";

export const PUT = defineRoute({
  summary: "Keeps which accepted extensions somebody saw in CXone, with the evidence",
  params: z.object({ connectionId: z.string() }),
  body: extensionsSeenInput,
  audit: writes("email_extensions.attested"),
  handler: ({ ctx, params: { connectionId }, body }) => attestExtensions(ctx, connectionId, body),
});
