import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { countOpenNotices } from "#lib/notices/reads.ts";

export const GET = defineRoute({
  summary: "How many notices nobody has acknowledged, by severity; null for roles that do not see them",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ open: await countOpenNotices(ctx) }),
});
