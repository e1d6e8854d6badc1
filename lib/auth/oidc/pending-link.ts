import "server-only";
import { parseCookie, stringifySetCookie } from "cookie";
import * as z from "zod";
import { roleSchema } from "#lib/auth/schema.ts";
import { cookieOptions, hostCookieName } from "#lib/auth/session-cookie.ts";
import { open, seal } from "#lib/vault/seal.ts";
import type { Recognised } from "./admit-person.ts";

const MINUTES = 10;
const PLACE = "cookie:pending-link";
const cookieName = () => hostCookieName("link");

const schema = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.string(),
  emailVerified: z.literal(true),
  name: z.string().nullable(),
  role: roleSchema,
  until: z.number(),
});

/** A cookie that carries, sealed, who the provider says this is until they enter the password of their account. */
export function pendingLinkCookie(who: Recognised, now: Date): string {
  const value = seal(JSON.stringify({ ...who, until: now.getTime() + MINUTES * 60_000 }), PLACE);
  return stringifySetCookie(cookieName(), value, { ...cookieOptions(), maxAge: MINUTES * 60 });
}

export const noPendingLinkCookie = () =>
  stringifySetCookie(cookieName(), "", { ...cookieOptions(), maxAge: 0 });

/** Who it is, if the cookie is ours and not older than 10 minutes. */
export function pendingLinkOf(cookieHeader: string | null, now: Date) {
  const value = parseCookie(cookieHeader ?? "")[cookieName()];
  if (!value) return undefined;
  try {
    const pending = schema.parse(JSON.parse(open(value, PLACE)));
    return pending.until > now.getTime() ? pending : undefined;
  } catch {
    return undefined;
  }
}
