import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getOwnSession } from "#lib/auth/reads.ts";

export const GET = defineRoute({
  summary: "Tells who is signed in here, and how they confirm that it is them",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => getOwnSession(ctx),
});
