import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { retireByocSecret } from "#lib/handover/byoc-secret/retire-byoc-secret.ts";

export const DELETE = defineRoute({
  summary: "Ends the older client secret of a handover, once CXone uses the newer one",
  params: z.object({ id: z.string() }),
  audit: writes("handover.byoc_secret_retired"),
  handler: async ({ ctx, params }) => {
    await retireByocSecret(ctx, params.id);
    return noContent();
  },
});
