import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { applyConfiguration } from "#lib/configuration/apply-configuration.ts";
import { applyInput, FILE_BODY_BYTES } from "#lib/configuration/schema.ts";

export const POST = defineRoute({
  summary: "Brings a configuration file in, exactly as planned",
  body: applyInput,
  maxBodyBytes: FILE_BODY_BYTES,
  audit: writes("configuration.imported"),
  limit: CHECKS,
  handler: async ({ ctx, body }) => ({ items: await applyConfiguration(ctx, body) }),
});
