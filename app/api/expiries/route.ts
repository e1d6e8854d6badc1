import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { listExpiries } from "#lib/expiries/reads.ts";
import { setExpirySchema } from "#lib/expiries/schema.ts";
import { setExpiry } from "#lib/expiries/set-expiry.ts";

export const GET = defineRoute({
  summary: "Everything that runs out: secrets, API tokens, deadlines of vendors; soonest first",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ items: await listExpiries(ctx) }),
});

export const PUT = defineRoute({
  summary: "Says when a kept secret runs out, or that it never does",
  body: setExpirySchema,
  audit: writes("secret.expiry_set"),
  handler: ({ ctx, body }) => setExpiry(ctx, body),
});
