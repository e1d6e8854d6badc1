import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { literally } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { SIGN_IN_METHODS, type SignInMethod } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import type { AccessLink, ApiToken, Prisma, Session, User } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { stateOf } from "./access-link.ts";
import { isOpen, viewSession } from "./list-sessions.ts";
import type { InvitationView, PersonView, TokenQuery, TokenView, UserQuery, UserView } from "./schema.ts";

/** Everybody who can or could sign in, by name unless asked otherwise, in pages. */
export async function listUsers(ctx: Ctx, query: UserQuery): Promise<ListPage<UserView>> {
  requireRole(ctx, "admin", "auditor");
  const { q, role, state } = query;
  const contains = q && { contains: literally(q), mode: "insensitive" as const };
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
        q ? { OR: [{ name: { contains: literally(q), mode: "insensitive" } }, { hint: q }] } : {},
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

/** One person with their open sessions; throws `not_found`. */
export async function getPerson(ctx: Ctx, id: string): Promise<PersonView> {
  requireRole(ctx, "admin", "auditor");
  const user = await db().user.findUnique({
    where: { id },
    include: { sessions: { orderBy: { lastSeenAt: "desc" } }, identities: { select: { issuer: true } } },
  });
  if (!user) throw new AppError("not_found", { detail: "There is no such person." });
  const open = user.sessions.filter((session) => isOpen(session, user, ctx.now()));
  const ways: Record<SignInMethod, boolean> = {
    password: user.passwordHash !== null,
    oidc: user.identities.length > 0,
  };
  return {
    ...viewUser(user),
    signsInBy: SIGN_IN_METHODS.filter((method) => ways[method]),
    sessions: open.map((session) => viewSession(session, ctx.session?.id)),
  };
}

/** Invitations that were neither used nor withdrawn, newest first; those that ran out stay until somebody decides. */
export async function listInvitations(ctx: Ctx): Promise<InvitationView[]> {
  requireRole(ctx, "admin", "auditor");
  const links = await db().accessLink.findMany({
    where: { purpose: "invite", endedAt: null },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  return links.map((link) => viewInvitation(link, ctx.now()));
}

export function viewInvitation(link: AccessLink, now: Date): InvitationView {
  return {
    id: link.id,
    email: link.email,
    name: link.name,
    role: link.role ?? "",
    state: stateOf(link, now),
    createdBy: link.createdBy,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
  };
}

export function viewUser(user: User & { sessions: Session[] }): UserView {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    revision: user.revision,
    seesNumbers: user.seesNumbers,
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
