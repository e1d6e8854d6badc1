import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { changeCase } from "#lib/transfers/policies/cases/change-case.ts";
import { removeCase } from "#lib/transfers/policies/cases/remove-case.ts";
import { caseInput } from "#lib/transfers/policies/cases/schema.ts";

const params = z.object({ id: z.string(), caseId: z.string() });

export const PUT = defineRoute({
  summary: "Changes what a case of a transfer policy sets or expects",
  params,
  body: caseInput,
  audit: writes("policy.case_changed"),
  handler: ({ ctx, params, body }) => changeCase(ctx, params.id, params.caseId, body),
});

export const DELETE = defineRoute({
  summary: "Forgets a case of a transfer policy",
  params,
  audit: writes("policy.case_removed"),
  handler: async ({ ctx, params }) => {
    await removeCase(ctx, params.id, params.caseId);
    return noContent();
  },
});
