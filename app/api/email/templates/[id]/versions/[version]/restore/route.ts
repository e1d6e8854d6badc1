import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { restoreVersion } from "#lib/email/templates/update-template.ts";
import { restoreInput, versionNumber } from "#lib/versions/schema.ts";

export const POST = defineRoute({
  summary: "Makes an old version of an email template the newest one again",
  params: z.object({ id: z.string(), version: versionNumber }),
  body: restoreInput,
  audit: writes("email_template.restored"),
  handler: ({ ctx, params, body }) => restoreVersion(ctx, params.id, params.version, body),
});
