import "server-only";
import type { Actor, SessionFacts } from "./ctx.ts";
import { actorOfSession, actorOfToken } from "./session.ts";
import { sessionIdOf } from "./session-cookie.ts";

export type Caller = { actor: Actor; by: "token" } | { actor: Actor; by: "cookie"; session: SessionFacts };
export type Credentials = { authorization?: string | null | undefined; cookie?: string | null | undefined };

/** Who calls: by API token when an Authorization header is there, else by session cookie. */
export async function authenticate(credentials: Credentials, now: Date): Promise<Caller | undefined> {
  if (credentials.authorization) {
    const token = /^Bearer\s+(\S+)$/i.exec(credentials.authorization)?.[1];
    const actor = token ? await actorOfToken(token, now) : undefined;
    return actor ? { actor, by: "token" } : undefined;
  }
  const sessionId = await sessionIdOf(credentials.cookie);
  const found = sessionId ? await actorOfSession(sessionId, now) : undefined;
  return found && { ...found, by: "cookie" };
}
