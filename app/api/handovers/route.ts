import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { listHandovers } from "#lib/handover/reads.ts";
import { createHandoverInput } from "#lib/handover/schema.ts";

export const GET = defineRoute({
  summary: "Lists handovers by name",
  query: z.object({
    search: z.string().max(100).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
    removed: z.stringbool().optional(),
  }),
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listHandovers(ctx, query),
});

export const POST = defineRoute({
  summary: "Starts a handover to a contact centre with its name",
  body: createHandoverInput,
  audit: writes("handover.created"),
  handler: async ({ ctx, body }) => created(await createHandover(ctx, body)),
});
