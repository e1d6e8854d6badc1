import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { grantOwnAccess } from "#lib/handover/engage-setup/grant-own-access.ts";

export const POST = defineRoute({
  summary: "Gives the agent of the API token read and reply on a new Engage source",
  params: z.object({ id: z.string() }),
  body: z.strictObject({ realtimeUrl: z.string().max(500) }),
  audit: writes("handover.source_access_given"),
  handler: ({ ctx, params, body }) => grantOwnAccess(ctx, params.id, body),
});
