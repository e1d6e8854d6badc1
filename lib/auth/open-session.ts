import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Tx } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { SESSION_HOURS, type SignInMethod } from "./schema.ts";
import { type SignInRequest, signInCtx } from "./sign-in-request.ts";

export type SignedIn = { userId: string; sessionId: string; email: string; name: string };

/** Opens a session for somebody who has just proved who they are; ends the one this browser had before. */
export async function openSession(
  tx: Tx,
  user: { id: string; email: string; name: string; version: number },
  method: SignInMethod,
  request: SignInRequest,
): Promise<SignedIn> {
  const { now, ip, userAgent, formerSessionId } = request;
  const sessionId = newId("ses");
  if (formerSessionId) {
    await tx.session.updateMany({ where: { id: formerSessionId, endedAt: null }, data: { endedAt: now } });
  }
  await tx.session.create({
    data: {
      id: sessionId,
      userId: user.id,
      userVersion: user.version,
      createdAt: now,
      lastSeenAt: now,
      authenticatedAt: now,
      expiresAt: new Date(now.getTime() + SESSION_HOURS * 3_600_000),
      method,
      ip: ip ?? null,
      userAgent: userAgent?.slice(0, 400) ?? null,
    },
  });
  await writeAudit(tx, signInCtx({ id: user.id, name: user.name }, request), {
    action: "session.opened",
    object: `user:${user.id}`,
    after: { method },
  });
  return { userId: user.id, sessionId, email: user.email, name: user.name };
}
