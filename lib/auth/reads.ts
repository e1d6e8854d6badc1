import "server-only";
import { db } from "#lib/db/client.ts";
import type { Ctx } from "./ctx.ts";
import { requireSession } from "./require-session.ts";
import { type OwnSession, roleSchema } from "./schema.ts";

/** Who is signed in here, and how they confirm that it is them. */
export async function getOwnSession(ctx: Ctx): Promise<OwnSession> {
  const { userId, sessionId } = requireSession(ctx);
  const { email, name, role, passwordHash } = await db().user.findUniqueOrThrow({ where: { id: userId } });
  return {
    id: sessionId,
    name,
    email,
    role: roleSchema.parse(role),
    hasPassword: passwordHash !== null,
    method: ctx.session?.method ?? "password",
    authenticatedAt: (ctx.session?.authenticatedAt ?? ctx.now()).toISOString(),
  };
}
