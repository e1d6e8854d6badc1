import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { roundTripSchema } from "#lib/email/mails/schema.ts";
import { startRoundTrip } from "#lib/email/mails/start-round-trip.ts";

export const POST = defineRoute({
  summary: "Sends a mail with a token and awaits it at a channel, or until its headers are pasted",
  params: z.object({ id: z.string() }),
  body: roundTripSchema,
  audit: writes("mail.requested"),
  handler: async ({ ctx, params, body }) => created(await startRoundTrip(ctx, params.id, body)),
});
