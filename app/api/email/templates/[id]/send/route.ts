import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { sendInput } from "#lib/email/templates/schema.ts";
import { sendTemplate } from "#lib/email/templates/send-template.ts";

export const POST = defineRoute({
  summary: "Sends a template as it is kept, with its sample values, to an address that was typed",
  params: z.object({ id: z.string() }),
  body: sendInput,
  audit: writes("mail.requested"),
  handler: async ({ ctx, params, body }) => created(await sendTemplate(ctx, params.id, body)),
});
