import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { changeRecords } from "#lib/email/domains/change-records.ts";
import { recordsInput } from "#lib/email/domains/schema.ts";

export const PUT = defineRoute({
  summary: "Replaces the records that an email domain needs",
  params: z.object({ id: z.string() }),
  body: recordsInput,
  audit: writes("email_domain.records_changed"),
  handler: ({ ctx, params: { id }, body }) => changeRecords(ctx, id, body),
});
