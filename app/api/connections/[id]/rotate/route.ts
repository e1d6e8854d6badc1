import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { rotateSchema } from "#lib/connections/cxone/schema.ts";
import { rotateCredential } from "#lib/connections/rotate-credential.ts";

export const POST = defineRoute({
  summary: "Puts a new access key or client secret in front of the old one, which stays as a fallback",
  params: z.object({ id: z.string() }),
  body: rotateSchema,
  audit: writes("connection.credential_rotated"),
  limit: CHECKS,
  handler: ({ ctx, params, body }) => rotateCredential(ctx, params.id, body),
});
