import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { replaceWebhookSecret } from "#lib/handover/engage-setup/replace-secret.ts";
import { replaceWebhookSecretInput } from "#lib/handover/engage-setup/schema.ts";

export const POST = defineRoute({
  summary: "Replaces the secret of an Engage webhook on both sides; the older one is taken for a day more",
  params: z.object({ id: z.string() }),
  body: replaceWebhookSecretInput,
  audit: writes("handover.engage_secret_replaced"),
  handler: async ({ ctx, params, body }) => {
    await replaceWebhookSecret(ctx, params.id, body);
    return noContent();
  },
});
