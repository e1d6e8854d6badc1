import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { getConnection } from "#lib/connections/reads.ts";
import { changedConnectionSchema } from "#lib/connections/schema.ts";
import { updateConnection } from "#lib/connections/update-connection.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "One connection; secrets only as hints",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getConnection(ctx, params.id),
});

export const PUT = defineRoute({
  summary: "Changes a connection after trying it; empty secrets are kept",
  params,
  body: changedConnectionSchema,
  audit: writes("connection.changed"),
  handler: ({ ctx, params, body: { version, ...input } }) => updateConnection(ctx, params.id, version, input),
});

export const DELETE = defineRoute({
  summary: "Forgets a connection that no handover needs",
  params,
  audit: writes("connection.deleted"),
  handler: async ({ ctx, params }) => {
    await deleteConnection(ctx, params.id);
    return noContent();
  },
});
