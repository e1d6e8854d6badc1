import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getByocSecret } from "#lib/handover/byoc-secret/reads.ts";
import { rotateByocSecret } from "#lib/handover/byoc-secret/rotate-byoc-secret.ts";
import { rotateByocSecretSchema } from "#lib/handover/byoc-secret/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "How the rotation of a handover's client secret stands; never the secret",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getByocSecret(ctx, params.id),
});

export const POST = defineRoute({
  summary:
    "Makes a new client secret beside the one CXone holds and shows it once; both work until the old one is retired",
  params,
  body: rotateByocSecretSchema,
  audit: writes("handover.byoc_secret_rotated"),
  handler: async ({ ctx, params, body }) => created(await rotateByocSecret(ctx, params.id, body)),
});
