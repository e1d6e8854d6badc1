import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { rotateWebhookSecret } from "#lib/handover/bot/rotate-webhook-secret.ts";
import { rotateWebhookSecretInput } from "#lib/handover/bot/schema.ts";

export const POST = defineRoute({
  summary:
    "Makes the secret that signs calls to a webhook bot, shown once; the one before signs beside it for a while",
  params: z.object({ id: z.string() }),
  body: rotateWebhookSecretInput,
  audit: writes("handover.webhook_secret_made"),
  handler: async ({ ctx, params, body }) => created(await rotateWebhookSecret(ctx, params.id, body)),
});
