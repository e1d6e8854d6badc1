import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { isIdle } from "#lib/auth/session.ts";
import { type SignInRequest, signInCtx } from "#lib/auth/sign-in-request.ts";
import { db } from "#lib/db/client.ts";

/** Marks a session as just proved, if the identity is one of its own person. False for anybody else's. */
export async function confirmByIdentity(
  sessionId: string,
  who: { issuer: string; subject: string },
  from: SignInRequest,
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId }, include: { user: true } });
    const identity = await tx.oidcIdentity.findUnique({ where: { issuer_subject: who } });
    if (!session || !identity || identity.userId !== session.userId) return false;
    if (session.endedAt || isIdle(session, from.now)) return false;
    await tx.session.update({ where: { id: sessionId }, data: { authenticatedAt: from.now } });
    await writeAudit(tx, signInCtx(session.user, from), {
      action: "session.confirmed",
      object: `user:${session.userId}`,
      after: { method: "oidc" },
    });
    return true;
  });
}
