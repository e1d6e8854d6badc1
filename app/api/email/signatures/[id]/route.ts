import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { HTML_BODY_BYTES } from "#lib/email/html/schema.ts";
import { getSignature } from "#lib/email/signatures/reads.ts";
import { deleteSignature, updateSignature } from "#lib/email/signatures/save-signature.ts";
import { deleteInput, signatureChange } from "#lib/email/signatures/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "One signature with the people who have it, and what differs in CXone",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getSignature(ctx, params.id),
});

export const PUT = defineRoute({
  summary: "Changes a signature; who has it keeps it",
  params,
  body: signatureChange,
  maxBodyBytes: HTML_BODY_BYTES,
  audit: writes("email_signature.changed"),
  handler: ({ ctx, params, body }) => updateSignature(ctx, params.id, body),
});

export const DELETE = defineRoute({
  summary: "Deletes a signature; `people` is how many are seen to have it, and then have none",
  params,
  body: deleteInput,
  audit: writes("email_signature.deleted"),
  handler: async ({ ctx, params, body }) => {
    await deleteSignature(ctx, params.id, body);
    return noContent();
  },
});
