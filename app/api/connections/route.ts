import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { listConnections } from "#lib/connections/reads.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";

export const GET = defineRoute({
  summary: "Lists connections; secrets only as hints",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ items: await listConnections(ctx) }),
});

export const POST = defineRoute({
  summary: "Connects a tenant of CXone or RingCentral Engage after trying its credentials",
  body: connectionInputSchema,
  audit: writes("connection.created"),
  handler: async ({ ctx, body }) => created(await createConnection(ctx, body)),
});
