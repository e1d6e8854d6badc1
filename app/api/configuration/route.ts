import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { formatConfiguration } from "#lib/configuration/mapping.ts";
import { readConfiguration } from "#lib/configuration/reads.ts";
import { exportQuery } from "#lib/configuration/schema.ts";

export const GET = defineRoute({
  summary: "Exports the configuration as YAML, with names instead of ids and secrets as references",
  query: exportQuery,
  audit: noAudit("reads only, and holds no secret"),
  limit: EXPORTS,
  handler: async ({ ctx, query }) =>
    new Response(formatConfiguration(await readConfiguration(ctx, query)), {
      headers: {
        "content-type": "application/yaml; charset=utf-8",
        "content-disposition": `attachment; filename="patchbay.yaml"`,
        "cache-control": "no-store",
      },
    }),
});
