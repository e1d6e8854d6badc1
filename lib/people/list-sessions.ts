import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { browserOf } from "#lib/auth/mapping.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import type { SignInMethod } from "#lib/auth/schema.ts";
import { isIdle } from "#lib/auth/session.ts";
import { db } from "#lib/db/client.ts";
import type { Session, User } from "#lib/db/generated/client.ts";
import type { SessionView } from "./schema.ts";

/** The browsers in which I am signed in, this one first. */
export async function listOwnSessions(ctx: Ctx): Promise<SessionView[]> {
  const { userId, sessionId } = requireSession(ctx);
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    include: { sessions: { orderBy: { lastSeenAt: "desc" } } },
  });
  return user.sessions
    .filter((session) => isOpen(session, user, ctx.now()))
    .map((session) => viewSession(session, sessionId))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/** True while a session would still let somebody in. */
export function isOpen(session: Session, user: Pick<User, "version" | "disabledAt">, now: Date): boolean {
  if (session.endedAt || session.expiresAt <= now || isIdle(session, now)) return false;
  return !user.disabledAt && session.userVersion === user.version;
}

export function viewSession(session: Session, currentId: string | undefined): SessionView {
  return {
    id: session.id,
    browser: browserOf(session.userAgent),
    ip: session.ip,
    method: session.method as SignInMethod,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    current: session.id === currentId,
  };
}
