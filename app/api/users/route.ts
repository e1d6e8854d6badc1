import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createUser } from "#lib/people/create-user.ts";
import { listUsers } from "#lib/people/reads.ts";
import { newUserSchema, userQuerySchema } from "#lib/people/schema.ts";

export const GET = defineRoute({
  summary: "Lists people",
  query: userQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listUsers(ctx, query),
});

export const POST = defineRoute({
  summary: "Adds a person",
  body: newUserSchema,
  audit: writes("user.created"),
  handler: async ({ ctx, body }) => created(await createUser(ctx, body)),
});
