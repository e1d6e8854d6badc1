import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getNameServers } from "#lib/name-servers/reads.ts";
import { nameServersInput } from "#lib/name-servers/schema.ts";
import { setNameServers } from "#lib/name-servers/set-name-servers.ts";

export const GET = defineRoute({
  summary: "Tells whom DNS look-ups ask",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => getNameServers(ctx),
});

export const PUT = defineRoute({
  summary: "Chooses up to three DNS servers for look-ups; an empty list gives the choice back to the system",
  body: nameServersInput,
  audit: writes("name_servers.changed"),
  handler: ({ ctx, body }) => setNameServers(ctx, body),
});
