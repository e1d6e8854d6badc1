import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { changePerson } from "#lib/people/change-person.ts";
import { deleteUser } from "#lib/people/delete-user.ts";
import { getPerson } from "#lib/people/reads.ts";
import { personChangeSchema } from "#lib/people/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Shows a person with their open sessions",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getPerson(ctx, params.id),
});

export const PATCH = defineRoute({
  summary: "Changes the name and role of a person; the role counts from their next request on",
  params,
  body: personChangeSchema,
  audit: writes("user.changed", "user.role_changed"),
  handler: ({ ctx, params, body }) => changePerson(ctx, params.id, body),
});

export const DELETE = defineRoute({
  summary: "Deletes a person; what they did stays in the audit log",
  params,
  audit: writes("user.deleted"),
  handler: async ({ ctx, params }) => {
    await deleteUser(ctx, params.id);
    return noContent();
  },
});
