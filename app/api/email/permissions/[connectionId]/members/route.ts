import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { assignRole } from "#lib/email/permissions/assign-role.ts";
import { listRoleMembers } from "#lib/email/permissions/reads.ts";
import { assignRoleInput } from "#lib/email/permissions/schema.ts";

const params = z.object({ connectionId: z.string() });

export const GET = defineRoute({
  summary: "Who is to have which digital role",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => listRoleMembers(ctx, params.connectionId),
});

export const POST = defineRoute({
  summary: "Gives people a digital role, with a result for each; who has another keeps it unless moved",
  params,
  body: assignRoleInput,
  audit: writes("email.role_assigned"),
  handler: ({ ctx, params, body }) => assignRole(ctx, params.connectionId, body),
});
