import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { literally } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Notice, Prisma } from "#lib/db/generated/client.ts";
import type { NoticeCounts, NoticeQuery, NoticeState, NoticeView, Severity } from "./schema.ts";

/** Notices, newest first, in pages. */
export async function listNotices(ctx: Ctx, query: NoticeQuery): Promise<ListPage<NoticeView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { q, state, severity, older, newer, limit } = query;
  const contains = q && { contains: literally(q), mode: "insensitive" as const };
  const cursor = older ?? newer;
  const found = await db().notice.findMany({
    where: {
      AND: [
        contains ? { OR: [{ title: contains }, { body: contains }] } : {},
        state ? { OR: state.map((wanted) => IN_STATE[wanted]) } : {},
      ],
      ...(severity ? { severity: { in: severity } } : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: newer ? -(limit + 1) : limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  });
  const page = cutPage(found, limit, query, (notice) => notice.id);
  return { items: page.rows.map(viewNotice), newer: page.newer, older: page.older };
}

/** How many notices nobody has acknowledged; null for roles that have no business with them. */
export async function countOpenNotices(ctx: Ctx): Promise<NoticeCounts | null> {
  const { actor } = ctx;
  if ("role" in actor && actor.role === "supervisor") return null;
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().notice.groupBy({ by: ["severity"], where: IN_STATE.open, _count: true });
  const count = (severity: Severity) => rows.find((row) => row.severity === severity)?._count ?? 0;
  return { info: count("info"), warning: count("warning"), bad: count("bad") };
}

const IN_STATE: Record<NoticeState, Prisma.NoticeWhereInput> = {
  open: { resolvedAt: null, acknowledgedAt: null },
  acknowledged: { resolvedAt: null, acknowledgedAt: { not: null } },
  resolved: { resolvedAt: { not: null } },
};

export function viewNotice(notice: Notice): NoticeView {
  const { id, cause, title, body, link, resolvedAt, acknowledgedAt } = notice;
  return {
    id,
    cause,
    severity: notice.severity as Severity,
    title,
    body,
    link,
    state: resolvedAt ? "resolved" : acknowledgedAt ? "acknowledged" : "open",
    createdAt: notice.createdAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: acknowledgedAt ? notice.acknowledgedBy : null,
  };
}
