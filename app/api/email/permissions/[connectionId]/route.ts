import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getPermissionMatrix } from "#lib/email/permissions/reads.ts";
import { permissionInput } from "#lib/email/permissions/schema.ts";
import { setPermissions } from "#lib/email/permissions/set-permissions.ts";

const params = z.object({ connectionId: z.string() });

export const GET = defineRoute({
  summary: "Roles of a tenant against its email channels, with what keeps mail from being answered",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getPermissionMatrix(ctx, params.connectionId),
});

export const PUT = defineRoute({
  summary: "Sets what a role is to be allowed on an email channel",
  params,
  body: permissionInput,
  audit: writes("email.permissions_set"),
  handler: ({ ctx, params, body }) => setPermissions(ctx, params.connectionId, body),
});
