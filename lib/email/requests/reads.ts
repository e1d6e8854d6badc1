import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { literally } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { RepRequest } from "#lib/db/generated/client.ts";
import { requestText } from "./mapping.ts";
import { readSubject } from "./read-subject.ts";
import type { RequestKey, RequestKind, RequestQuery, RequestView } from "./schema.ts";
import type { RequestState } from "./state.ts";

/** Requests that somebody has begun, the ones changed last first, in pages. */
export async function listRequests(ctx: Ctx, query: RequestQuery): Promise<ListPage<RequestView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { q, connection, kind, state, subject, older, newer, limit } = query;
  const contains = q && { contains: literally(q), mode: "insensitive" as const };
  const cursor = older ?? newer;
  const found = await db().repRequest.findMany({
    where: {
      ...(contains ? { OR: [{ text: contains }, { note: contains }] } : {}),
      ...(connection ? { connectionId: { in: connection } } : {}),
      ...(kind ? { kind: { in: kind } } : {}),
      ...(state ? { state: { in: state } } : {}),
      ...(subject ? { subject } : {}),
    },
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: newer ? -(limit + 1) : limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  });
  const page = cutPage(found, limit, query, ({ id }) => id);
  return { items: await Promise.all(page.rows.map(viewRequest)), newer: page.newer, older: page.older };
}

/** The request of a kind about something; one that nobody has begun comes with its ready-made text. Throws `not_found`. */
export async function getRequest(ctx: Ctx, { subject, kind }: RequestKey): Promise<RequestView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().repRequest.findUnique({ where: { subject_kind: { subject, kind } } });
  if (row) return viewRequest(row);
  const { about, connection, facts } = await readSubject(subject);
  return {
    id: null,
    subject,
    about,
    connection,
    kind,
    state: "not_sent",
    text: requestText(kind, facts),
    note: "",
    sentAt: null,
    chasedAt: null,
    endedAt: null,
    remindAt: null,
    updatedBy: null,
    version: 0,
  };
}

async function viewRequest(row: RepRequest): Promise<RequestView> {
  const gone = {
    about: { name: "Deleted", href: "/email/requests" },
    connection: { id: row.connectionId, name: "" },
  };
  const { about, connection } = await readSubject(row.subject).catch(() => gone);
  return {
    id: row.id,
    subject: row.subject,
    about,
    connection,
    kind: row.kind as RequestKind,
    state: row.state as RequestState,
    text: row.text,
    note: row.note,
    sentAt: row.sentAt?.toISOString() ?? null,
    chasedAt: row.chasedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    remindAt: row.remindAt?.toISOString() ?? null,
    updatedBy: row.updatedBy,
    version: row.version,
  };
}
