import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { makeTag } from "#lib/email/channels/make-tag.ts";
import { listEmailTags } from "#lib/email/channels/reads.ts";
import { tagInput } from "#lib/email/channels/schema.ts";

export const GET = defineRoute({
  summary: "Lists the tags of a tenant, one of which can mark suspected spam",
  query: z.object({ connection: z.string().min(1).max(100) }),
  audit: noAudit("reads only"),
  handler: async ({ ctx, query }) => ({ items: await listEmailTags(ctx, query.connection) }),
});

export const POST = defineRoute({
  summary: "Makes a tag in CXone, or gives the one of that title",
  body: tagInput,
  audit: writes("tag.ensured"),
  handler: async ({ ctx, body }) => created(await makeTag(ctx, body)),
});
