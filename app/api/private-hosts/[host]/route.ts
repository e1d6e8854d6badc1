import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { disallowHost } from "#lib/private-hosts/disallow-host.ts";

export const DELETE = defineRoute({
  summary: "Closes a host in a private network again",
  params: z.object({ host: z.string() }),
  audit: writes("host.disallowed"),
  handler: ({ ctx, params }) => disallowHost(ctx, decodeURIComponent(params.host)),
});
