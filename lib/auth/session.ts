import "server-only";
import { createHash } from "node:crypto";
import { db } from "#lib/db/client.ts";
import type { Actor, SessionFacts } from "./ctx.ts";
import { type Role, roleSchema, type SignInMethod } from "./schema.ts";

const IDLE_HOURS = 4;
const SEEN_EVERY_MS = 60_000;

/**
 * The person behind a session, or undefined when it was ended, has run out, or its user was disabled or changed
 * since. One look-up by primary key on each request: that is what makes an end immediate.
 */
export async function actorOfSession(
  sessionId: string,
  now: Date,
): Promise<{ actor: Actor; session: SessionFacts } | undefined> {
  const session = await db().session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (!session || session.endedAt || session.expiresAt <= now) return undefined;
  if (isIdle(session, now)) return undefined;
  const { user } = session;
  if (user.disabledAt || user.version !== session.userVersion) return undefined;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await db().session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } });
  }
  return {
    actor: {
      kind: "user",
      id: user.id,
      name: user.name,
      role: roleOf(user.role),
      ...(user.seesNumbers ? { seesNumbers: true } : {}),
    },
    session: {
      id: session.id,
      method: session.method as SignInMethod,
      authenticatedAt: session.authenticatedAt,
    },
  };
}

/** A session that nobody used for so long has ended. */
export const isIdle = ({ lastSeenAt }: { lastSeenAt: Date }, now: Date) =>
  now.getTime() - lastSeenAt.getTime() > IDLE_HOURS * 3_600_000;

/** The holder of an API token, or undefined when it is unknown, revoked or has run out. */
export async function actorOfToken(token: string, now: Date): Promise<Actor | undefined> {
  const row = await db().apiToken.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return undefined;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > SEEN_EVERY_MS) {
    await db().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  return { kind: "apiToken", id: row.id, name: row.name, role: roleOf(row.role) };
}

/** What is kept of a token. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

// A role this version does not know may do the least.
const roleOf = (text: string): Role => roleSchema.catch("auditor").parse(text);
