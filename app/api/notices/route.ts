import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listNotices } from "#lib/notices/reads.ts";
import { noticeQuerySchema } from "#lib/notices/schema.ts";

export const GET = defineRoute({
  summary: "Lists notices, newest first: what is wrong or will be, and who has seen it",
  query: noticeQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listNotices(ctx, query),
});
