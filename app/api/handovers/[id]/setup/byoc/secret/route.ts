import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { byocSecretInput } from "#lib/handover/schema.ts";
import { setByocSecret } from "#lib/handover/set-byoc-secret.ts";

export const POST = defineRoute({
  summary: "Makes the client secret of the integration and shows it once, or keeps a given one",
  params: z.object({ id: z.string() }),
  body: byocSecretInput,
  audit: writes("handover.byoc_secret_made", "handover.byoc_secret_given"),
  handler: async ({ ctx, params, body }) => created(await setByocSecret(ctx, params.id, body)),
});
