import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getSignatureVersion } from "#lib/email/signatures/versions/reads.ts";
import { versionNumber } from "#lib/versions/schema.ts";

export const GET = defineRoute({
  summary: "What a signature was at a version, and what that changed",
  params: z.object({ id: z.string(), version: versionNumber }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getSignatureVersion(ctx, params.id, params.version),
});
