import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { ApiToken, Prisma, Session, User } from "#lib/db/generated/client.ts";
import type { TokenQuery, TokenView, UserQuery, UserView } from "./schema.ts";

/** Everybody who can or could sign in, by name unless asked otherwise, in pages. */
export async function listUsers(ctx: Ctx, query: UserQuery): Promise<ListPage<UserView>> {
  requireRole(ctx, "admin", "auditor");
  const { q, role, state } = query;
  const contains = q && { contains: q, mode: "insensitive" as const };
  const users = await db().user.findMany({
    where: {
      ...(contains ? { OR: [{ name: contains }, { email: contains }] } : {}),
      ...(role ? { role: { in: role } } : {}),
      ...(state?.length === 1 ? { disabledAt: state[0] === "active" ? null : { not: null } } : {}),
    },
    include: { sessions: { orderBy: { lastSeenAt: "desc" }, take: 1 } },
    ...pageOf(query),
  });
  const { rows, newer, older } = cutPage(users, query.limit, query, (user) => user.id);
  return { items: rows.map(viewUser), newer, older };
}

/** API tokens, newest first unless asked otherwise, in pages. */
export async function listTokens(ctx: Ctx, query: TokenQuery): Promise<ListPage<TokenView>> {
  requireRole(ctx, "admin");
  const { q, role, state } = query;
  const now = ctx.now();
  const tokens = await db().apiToken.findMany({
    where: {
      AND: [
        q ? { OR: [{ name: { contains: q, mode: "insensitive" } }, { hint: q }] } : {},
        state ? { OR: state.map((wanted) => tokensThatAre(wanted, now)) } : {},
      ],
      ...(role ? { role: { in: role } } : {}),
    },
    ...pageOf(query),
  });
  const { rows, newer, older } = cutPage(tokens, query.limit, query, (token) => token.id);
  return { items: rows.map((token) => viewToken(token, now)), newer, older };
}

function tokensThatAre(state: TokenView["state"], now: Date): Prisma.ApiTokenWhereInput {
  if (state === "revoked") return { revokedAt: { not: null } };
  if (state === "expired") return { revokedAt: null, expiresAt: { lte: now } };
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/** One row more than a page, after the row that the cursor names or before it (a negative `take`). */
function pageOf({ sort, older, newer, limit }: UserQuery | TokenQuery) {
  const direction: "asc" | "desc" = sort.startsWith("-") ? "desc" : "asc";
  const first = sort.endsWith("name") ? { name: direction } : { createdAt: direction };
  const id = older ?? newer;
  return {
    orderBy: [first, { id: direction }],
    take: newer ? -(limit + 1) : limit + 1,
    ...(id ? { cursor: { id }, skip: 1 } : {}),
  };
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

export function viewToken(token: ApiToken, now: Date): TokenView {
  const expired = token.expiresAt !== null && token.expiresAt <= now;
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    hint: token.hint,
    state: token.revokedAt ? "revoked" : expired ? "expired" : "active",
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
