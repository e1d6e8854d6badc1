import { created, defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listSavedViews } from "#lib/saved-views/reads.ts";
import { saveView } from "#lib/saved-views/save-view.ts";
import { savedViewInput, savedViewQuerySchema } from "#lib/saved-views/schema.ts";

export const GET = defineRoute({
  summary: "Lists one's own saved views of a list",
  query: savedViewQuerySchema,
  audit: noAudit("reads only"),
  handler: async ({ ctx, query }) => ({ items: await listSavedViews(ctx, query.list) }),
});

export const POST = defineRoute({
  summary: "Keeps what a list is asked for under a name of one's own",
  body: savedViewInput,
  audit: noAudit("a bookmark of the person's own, which changes nothing for anybody"),
  handler: async ({ ctx, body }) => created(await saveView(ctx, body)),
});
