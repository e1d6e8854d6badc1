import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { grantNumbers } from "#lib/people/grant-numbers.ts";

export const PUT = defineRoute({
  summary: "Lets a person see the numbers of callers whole, or no longer; counts from their next request on",
  params: z.object({ id: z.string() }),
  body: z.strictObject({ seesNumbers: z.boolean() }),
  audit: writes("user.numbers_granted", "user.numbers_withdrawn"),
  handler: ({ ctx, params, body }) => grantNumbers(ctx, params.id, body.seesNumbers),
});
