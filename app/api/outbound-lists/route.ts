import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createList } from "#lib/outbound/lists/create-list.ts";
import { listLists } from "#lib/outbound/lists/reads.ts";
import { listInput, listQuery, MAX_LIST_BYTES } from "#lib/outbound/lists/schema.ts";

export const GET = defineRoute({
  summary: "Lists call lists, newest first, with how many rows stand how",
  query: listQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listLists(ctx, query),
});

export const POST = defineRoute({
  summary: "Uploads a call list; rows that cannot be called are told by line, and nothing is dialled yet",
  body: listInput,
  maxBodyBytes: MAX_LIST_BYTES,
  audit: writes("outbound_list.created"),
  handler: async ({ ctx, body }) => created(await createList(ctx, body)),
});
