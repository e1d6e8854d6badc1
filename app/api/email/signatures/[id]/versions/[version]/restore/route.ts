import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { restoreSignature } from "#lib/email/signatures/save-signature.ts";
import { restoreInput, versionNumber } from "#lib/versions/schema.ts";

export const POST = defineRoute({
  summary: "Makes an old version of a signature the newest one again; who has it keeps it",
  params: z.object({ id: z.string(), version: versionNumber }),
  body: restoreInput,
  audit: writes("email_signature.restored"),
  handler: ({ ctx, params, body }) => restoreSignature(ctx, params.id, params.version, body),
});
