import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listVersions } from "#lib/email/templates/reads.ts";
import { versionQuery } from "#lib/versions/schema.ts";

export const GET = defineRoute({
  summary: "The versions of an email template, newest first, with how much each changed",
  params: z.object({ id: z.string() }),
  query: versionQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listVersions(ctx, params.id, query),
});
