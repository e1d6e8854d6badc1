import * as z from "zod";
import { defineRoute, noAudit, noContent } from "#lib/api/define-route.ts";
import { deleteView } from "#lib/saved-views/delete-view.ts";

export const DELETE = defineRoute({
  summary: "Deletes one's own saved view",
  params: z.object({ id: z.string() }),
  audit: noAudit("a bookmark of the person's own, which changes nothing for anybody"),
  handler: async ({ ctx, params }) => {
    await deleteView(ctx, params.id);
    return noContent();
  },
});
