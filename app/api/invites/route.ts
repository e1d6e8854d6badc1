import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { invitePerson } from "#lib/people/invite-person.ts";
import { listInvitations } from "#lib/people/reads.ts";
import { invitationSchema } from "#lib/people/schema.ts";

export const GET = defineRoute({
  summary: "Lists invitations that nobody has used yet",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ items: await listInvitations(ctx) }),
});

export const POST = defineRoute({
  summary: "Invites a person; the link is in this answer alone",
  body: invitationSchema,
  audit: writes("invite.made"),
  handler: async ({ ctx, body }) => created(await invitePerson(ctx, body)),
});
