import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";

export const POST = defineRoute({
  summary: "Walks the audit log along its chain of hashes and names the first row that is wrong",
  audit: noAudit("reads only; a row about it would move the head that is being verified"),
  limit: EXPORTS,
  handler: ({ ctx }) => verifyAudit(ctx),
});
