import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { ApiToken, Session, User } from "#lib/db/generated/client.ts";
import type { TokenView, UserView } from "./schema.ts";

/** Everybody who can or could sign in, by name. */
export async function listUsers(ctx: Ctx): Promise<UserView[]> {
  requireRole(ctx, "admin");
  const users = await db().user.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: { sessions: { orderBy: { lastSeenAt: "desc" }, take: 1 } },
  });
  return users.map(viewUser);
}

/** API tokens, newest first. */
export async function listTokens(ctx: Ctx): Promise<TokenView[]> {
  requireRole(ctx, "admin");
  const tokens = await db().apiToken.findMany({ orderBy: [{ createdAt: "desc" }, { id: "asc" }] });
  return tokens.map(viewToken);
}

export function viewUser(user: User & { sessions: Session[] }): UserView {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    disabledAt: user.disabledAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
    lastSeenAt: user.sessions[0]?.lastSeenAt.toISOString() ?? null,
  };
}

export function viewToken(token: ApiToken): TokenView {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    hint: token.hint,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  };
}

/** The person behind this ctx, for the corner of the console. */
export async function getMe(ctx: Ctx): Promise<{ name: string; email: string; role: string }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const user = await db().user.findUniqueOrThrow({ where: { id: ctx.actor.id } });
  return { name: user.name, email: user.email, role: user.role };
}
