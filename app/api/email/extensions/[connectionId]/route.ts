import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getExtensions } from "#lib/email/extensions/reads.ts";
import { saveExtensions } from "#lib/email/extensions/save-extensions.ts";
import { extensionsInput } from "#lib/email/extensions/schema.ts";

const params = z.object({ connectionId: z.string() });

export const GET = defineRoute({
  summary: "Gives the file types that a business unit is to accept, beside what was seen in CXone",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params: { connectionId } }) => getExtensions(ctx, connectionId),
});

export const PUT = defineRoute({
  summary: "Keeps the file types that a business unit is to accept; an empty list allows every file",
  params,
  body: extensionsInput,
  audit: writes("email_extensions.changed"),
  handler: ({ ctx, params: { connectionId }, body }) => saveExtensions(ctx, connectionId, body),
});
