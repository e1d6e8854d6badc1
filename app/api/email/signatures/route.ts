import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { HTML_BODY_BYTES } from "#lib/email/html/schema.ts";
import { listSignatures } from "#lib/email/signatures/reads.ts";
import { createSignature } from "#lib/email/signatures/save-signature.ts";
import { signatureInput, signatureQuery } from "#lib/email/signatures/schema.ts";

export const GET = defineRoute({
  summary: "Lists signatures by name, with how many people have each",
  query: signatureQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listSignatures(ctx, query),
});

export const POST = defineRoute({
  summary: "Makes a signature that nobody has yet",
  body: signatureInput,
  maxBodyBytes: HTML_BODY_BYTES,
  audit: writes("email_signature.created"),
  handler: async ({ ctx, body }) => created(await createSignature(ctx, body)),
});
