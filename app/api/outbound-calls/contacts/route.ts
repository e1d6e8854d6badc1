import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createContact, findContacts } from "#lib/outbound/contacts.ts";
import { contactInput } from "#lib/outbound/schema.ts";
import { e164 } from "#lib/phone/schema.ts";

export const GET = defineRoute({
  summary: "Finds contacts of a connection by number or words",
  query: z.strictObject({
    connection: z.string().max(100),
    phoneNumber: e164.optional(),
    search: z.string().max(100).optional(),
  }),
  audit: noAudit("reads only"),
  handler: ({ ctx, query: { connection, ...find } }) => findContacts(ctx, connection, find),
});

export const POST = defineRoute({
  summary: "Makes a contact, or gives the one that has this number",
  body: contactInput,
  audit: writes("contact.created"),
  handler: async ({ ctx, body }) => {
    const made = await createContact(ctx, body);
    return made.existed ? made : created(made);
  },
});
