import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { unassignSignature } from "#lib/email/signatures/assign-signature.ts";
import { unassignInput } from "#lib/email/signatures/schema.ts";

export const POST = defineRoute({
  summary: "Takes a signature from people; who does not have it counts as done",
  params: z.object({ id: z.string() }),
  body: unassignInput,
  audit: writes("email_signature.unassigned"),
  handler: ({ ctx, params, body }) => unassignSignature(ctx, params.id, body),
});
