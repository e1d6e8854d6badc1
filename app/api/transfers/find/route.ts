import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listFound } from "#lib/transfers/log/list-found.ts";

export const GET = defineRoute({
  summary: "Finds transfers by the whole id of a call or of a transfer, as the command palette asks",
  query: z.object({ q: z.string().trim().min(1).max(100) }),
  audit: noAudit("reads only"),
  handler: async ({ ctx, query }) => ({
    items: (await listFound(ctx, query.q)).map(({ id, callId, at, outcome }) => ({
      label: `Transfer of call ${callId}`,
      href: `/transfers/${id}`,
      group: "Found",
      note: `${outcome ?? "under way"}, ${at.slice(0, 16).replace("T", " ")} UTC`,
    })),
  }),
});
