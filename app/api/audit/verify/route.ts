import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { getAuditCheck, verifyAudit } from "#lib/audit/verify-audit.ts";

export const GET = defineRoute({
  summary: "Says how the last verification of the audit log ended, and how far the one under way has come",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => getAuditCheck(ctx),
});

export const POST = defineRoute({
  summary: "Walks the audit log along its chain of hashes and names the rows that are wrong",
  audit: noAudit("reads only; a row about it would move the head that is being verified"),
  limit: EXPORTS,
  handler: ({ ctx }) => verifyAudit(ctx),
});
