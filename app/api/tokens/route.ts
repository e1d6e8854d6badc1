import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createToken } from "#lib/people/create-token.ts";
import { listTokens } from "#lib/people/reads.ts";
import { newTokenSchema, tokenQuerySchema } from "#lib/people/schema.ts";

export const GET = defineRoute({
  summary: "Lists API tokens, never their values",
  query: tokenQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listTokens(ctx, query),
});

export const POST = defineRoute({
  summary: "Makes an API token; its value is in this answer alone",
  body: newTokenSchema,
  audit: writes("token.created"),
  handler: async ({ ctx, body }) => created(await createToken(ctx, body)),
});
