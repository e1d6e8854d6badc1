import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { newId } from "#lib/ids.ts";
import { authenticate } from "./authenticate.ts";
import { clientIp } from "./client-ip.ts";
import type { Ctx } from "./ctx.ts";
import { signInPath } from "./mapping.ts";

/** The ctx of a page; leads to sign-in, and back here afterwards, when nobody is signed in. */
export async function pageCtx(): Promise<Ctx> {
  const ctx = await optionalPageCtx();
  if (!ctx) redirect(signInPath((await headers()).get("x-patchbay-path")));
  return ctx;
}

/** The ctx of a page that also shows itself to nobody. */
export async function optionalPageCtx(): Promise<Ctx | undefined> {
  const all = await headers();
  const caller = await authenticate({ cookie: all.get("cookie") }, new Date());
  const ip = clientIp(all);
  if (!caller) return undefined;
  const requestId = all.get("x-request-id") ?? newId("req");
  return {
    actor: caller.actor,
    requestId,
    now: () => new Date(),
    ...(ip ? { ip } : {}),
    ...(caller.by === "cookie" ? { session: caller.session } : {}),
  };
}
