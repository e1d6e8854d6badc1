import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { keepCase } from "#lib/transfers/policies/cases/keep-case.ts";
import { listCases } from "#lib/transfers/policies/cases/reads.ts";
import { caseInput } from "#lib/transfers/policies/cases/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "The cases of a transfer policy, each with whether it passes",
  params,
  audit: noAudit("reads only"),
  handler: async ({ ctx, params }) => ({ items: await listCases(ctx, params.id) }),
});

export const POST = defineRoute({
  summary: "Keeps a situation with a transfer policy, and what has to come of it",
  params,
  body: caseInput,
  audit: writes("policy.case_kept"),
  handler: async ({ ctx, params, body }) => created(await keepCase(ctx, params.id, body)),
});
