import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { restoreVersion } from "#lib/transfers/policies/restore-version.ts";
import { restoreInput } from "#lib/transfers/policies/schema.ts";
import { versionNumber } from "#lib/versions/schema.ts";

export const POST = defineRoute({
  summary: "Makes an old version the newest one again",
  params: z.object({ id: z.string(), version: versionNumber }),
  body: restoreInput,
  audit: writes("policy.restored"),
  handler: ({ ctx, params, body }) => restoreVersion(ctx, params.id, params.version, body),
});
