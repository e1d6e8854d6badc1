import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { withdrawRole } from "#lib/email/permissions/assign-role.ts";

export const DELETE = defineRoute({
  summary: "Takes the wanted digital role from a person",
  params: z.object({ connectionId: z.string(), agentId: z.coerce.number().int().positive() }),
  audit: writes("email.role_withdrawn"),
  handler: async ({ ctx, params }) => {
    await withdrawRole(ctx, params.connectionId, params.agentId);
    return noContent();
  },
});
