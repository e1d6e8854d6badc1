import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getVersion } from "#lib/transfers/policies/reads.ts";
import { versionNumber } from "#lib/versions/schema.ts";

export const GET = defineRoute({
  summary: "What a transfer policy was at a version",
  params: z.object({ id: z.string(), version: versionNumber }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getVersion(ctx, params.id, params.version),
});
