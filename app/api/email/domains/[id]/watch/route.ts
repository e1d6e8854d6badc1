import * as z from "zod";
import { accepted, defineRoute, noAudit } from "#lib/api/define-route.ts";
import { watchDomain } from "#lib/email/domains/watch-domain.ts";

export const POST = defineRoute({
  summary: "Says that somebody looks at a domain: while it waits it is looked up every 20 seconds",
  params: z.object({ id: z.string() }),
  audit: noAudit("only asks for a look, which changes nothing elsewhere"),
  handler: async ({ ctx, params: { id } }) => {
    await watchDomain(ctx, id);
    return accepted({ watched: true });
  },
});
