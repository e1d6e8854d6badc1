import "server-only";
import { authenticate } from "#lib/auth/authenticate.ts";
import { clientIp } from "#lib/auth/client-ip.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { newId } from "#lib/ids.ts";

/** The ctx of a browser that another site sent here; undefined when nobody is signed in. */
export async function callerCtx(request: Request): Promise<Ctx | undefined> {
  const caller = await authenticate({ cookie: request.headers.get("cookie") }, new Date());
  if (caller?.by !== "cookie") return undefined;
  const ip = clientIp(request.headers);
  return {
    actor: caller.actor,
    requestId: newId("req"),
    now: () => new Date(),
    session: caller.session,
    ...(ip ? { ip } : {}),
  };
}
