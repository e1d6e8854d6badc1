import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { revokeToken } from "#lib/people/revoke-token.ts";

export const DELETE = defineRoute({
  summary: "Revokes an API token at once",
  params: z.object({ id: z.string() }),
  audit: writes("token.revoked"),
  handler: async ({ ctx, params }) => {
    await revokeToken(ctx, params.id);
    return noContent();
  },
});
