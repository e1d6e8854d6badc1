import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { attestRole } from "#lib/roles/attest-role.ts";
import { getRoleMatrix } from "#lib/roles/reads.ts";
import { attestRoleInput } from "#lib/roles/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "The roles of a tenant against one of its channels",
  params,
  query: z.strictObject({ channel: z.string().max(200).optional() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => getRoleMatrix(ctx, params.id, query.channel),
});

export const PUT = defineRoute({
  summary: "Keeps what somebody set by hand for a role on a channel",
  params,
  body: attestRoleInput,
  audit: writes("role.attested"),
  handler: async ({ ctx, params, body }) => {
    await attestRole(ctx, params.id, body);
    return noContent();
  },
});
