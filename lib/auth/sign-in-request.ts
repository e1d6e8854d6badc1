import "server-only";
import { newId } from "#lib/ids.ts";
import { clientIp } from "./client-ip.ts";
import type { Ctx } from "./ctx.ts";
import { sessionIdOf } from "./session-cookie.ts";

/** The browser that signs in, and when. */
export type SignInRequest = {
  now: Date;
  ip?: string;
  userAgent?: string;
  /** The session that the browser held until now. It ends: a new sign-in never goes on with an old session. */
  formerSessionId?: string;
};

/** What the headers of a request tell of the browser that signs in. */
export async function requestOf(headers: Headers | Record<string, unknown>): Promise<SignInRequest> {
  const read = (name: string) => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    return typeof value === "string" ? value : undefined;
  };
  const ip = clientIp(headers);
  const userAgent = read("user-agent");
  const formerSessionId = await sessionIdOf(read("cookie"));
  return {
    now: new Date(),
    ...(ip ? { ip } : {}),
    ...(userAgent ? { userAgent } : {}),
    ...(formerSessionId ? { formerSessionId } : {}),
  };
}

/** A ctx for deeds of somebody who is only about to be signed in. */
export function signInCtx(who: { id: string; name: string }, request: SignInRequest): Ctx {
  return {
    actor: { kind: "system", id: who.id, name: who.name },
    requestId: newId("req"),
    now: () => request.now,
    ...(request.ip ? { ip: request.ip } : {}),
  };
}
