import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { planConfiguration } from "#lib/configuration/plan-configuration.ts";
import { FILE_BODY_BYTES, planInput } from "#lib/configuration/schema.ts";

export const POST = defineRoute({
  summary: "Says what a configuration file would change",
  body: planInput,
  maxBodyBytes: FILE_BODY_BYTES,
  audit: noAudit("changes nothing"),
  limit: CHECKS,
  handler: ({ ctx, body }) => planConfiguration(ctx, body.file),
});
