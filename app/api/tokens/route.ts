import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createToken } from "#lib/people/create-token.ts";
import { listTokens } from "#lib/people/reads.ts";
import { newTokenSchema } from "#lib/people/schema.ts";

export const GET = defineRoute({
  summary: "Lists API tokens, never their values",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ items: await listTokens(ctx) }),
});

export const POST = defineRoute({
  summary: "Makes an API token; its value is in this answer alone",
  body: newTokenSchema,
  audit: writes("token.created"),
  handler: async ({ ctx, body }) => created(await createToken(ctx, body)),
});
