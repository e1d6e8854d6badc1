import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listSignatureVersions } from "#lib/email/signatures/versions/reads.ts";
import { versionQuery } from "#lib/versions/schema.ts";

export const GET = defineRoute({
  summary: "The versions of a signature, newest first, with how much each changed",
  params: z.object({ id: z.string() }),
  query: versionQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listSignatureVersions(ctx, params.id, query),
});
