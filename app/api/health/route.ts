import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { db } from "#lib/db/client.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  summary: "Whether the console can do its work",
  access: "public",
  audit: noAudit("read-only health probe"),
  handler: async () => {
    try {
      await db().$queryRaw`SELECT 1`;
      return { status: "ok", database: "ok" };
    } catch {
      const body = { status: "degraded", database: "unreachable" };
      return Response.json(body, { status: 503, headers: { "retry-after": "5" } });
    }
  },
});
