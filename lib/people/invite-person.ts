import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { endLinksTo, makeLink } from "./access-link.ts";
import { viewInvitation } from "./reads.ts";
import type { Invitation, MadeInvitation } from "./schema.ts";

/**
 * Invites somebody: the link is in the answer, this once, for the admin to hand over (Patchbay sends no mail). Throws
 * `bad_input` at the e-mail when that person is here already or has an open invitation.
 */
export async function invitePerson(ctx: Ctx, input: Invitation): Promise<MadeInvitation> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { email, name, role } = input;
  const now = ctx.now();
  return db().$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email } })) {
      throw new AppError("bad_input", {
        fields: { email: "Somebody with this e-mail address is already here." },
      });
    }
    const open = { purpose: "invite", email, endedAt: null, expiresAt: { gt: now } };
    if (await tx.accessLink.findFirst({ where: open })) {
      throw new AppError("bad_input", {
        fields: { email: "There is an open invitation for this address. Make a new link in the list." },
      });
    }
    await endLinksTo(tx, { purpose: "invite", email }, "replaced", now);
    const { row, url } = await makeLink(
      tx,
      { purpose: "invite", email, name, role, createdBy: ctx.actor.name },
      now,
    );
    await writeAudit(tx, ctx, {
      action: "invite.made",
      object: `invite:${row.id}`,
      after: { email, name, role, expiresAt: row.expiresAt },
    });
    return { ...viewInvitation(row, now), url };
  });
}
