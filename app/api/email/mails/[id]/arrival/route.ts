import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { recordArrival } from "#lib/email/mails/record-arrival.ts";
import { arrivalSchema } from "#lib/email/mails/schema.ts";

export const POST = defineRoute({
  summary: "Takes the headers of a mail that arrived and keeps its way and verdicts",
  params: z.object({ id: z.string() }),
  body: arrivalSchema,
  audit: writes("mail.arrival_recorded"),
  handler: ({ ctx, params, body }) => recordArrival(ctx, params.id, body),
});
