import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { recordArrival } from "#lib/email/mails/record-arrival.ts";
import { arrivalSchema } from "#lib/email/mails/schema.ts";

export const POST = defineRoute({
  summary: "Takes the headers of a mail that arrived, or the report that it came back",
  params: z.object({ id: z.string() }),
  body: arrivalSchema,
  audit: writes("mail.arrival_recorded", "mail.returned"),
  handler: ({ ctx, params, body }) => recordArrival(ctx, params.id, body),
});
