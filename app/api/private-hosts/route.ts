import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { listPrivateHosts } from "#lib/private-hosts/reads.ts";
import { privateHostInput } from "#lib/private-hosts/schema.ts";

export const GET = defineRoute({
  summary: "Lists the hosts in private networks that Patchbay may call",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ items: await listPrivateHosts(ctx) }),
});

export const POST = defineRoute({
  summary: "Lets Patchbay call a host in a private network",
  body: privateHostInput,
  audit: writes("host.allowed"),
  handler: async ({ ctx, body }) => {
    await allowHost(ctx, body.host, body.reason);
    return created({ host: body.host });
  },
});
