import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getVersion } from "#lib/email/templates/reads.ts";
import { versionNumber } from "#lib/versions/schema.ts";

export const GET = defineRoute({
  summary: "What an email template was at a version, and what that changed",
  params: z.object({ id: z.string(), version: versionNumber }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getVersion(ctx, params.id, params.version),
});
