import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getRequest } from "#lib/request-log/reads.ts";
import { rowKeySchema } from "#lib/request-log/schema.ts";

export const GET = defineRoute({
  summary: "Shows one call to another system with what was sent and answered, secrets masked",
  params: z.object({ id: rowKeySchema }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getRequest(ctx, params.id),
});
