import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Mail, Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import type { MailAnswer, MailArrival, MailQuery, MailView, Purpose } from "./schema.ts";
import type { MailState } from "./state.ts";

/** One mail that Patchbay sent; throws `not_found`. */
export async function getMail(ctx: Ctx, id: string): Promise<MailView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().mail.findUnique({ where: { id } });
  const [view] = row ? await viewAll([row]) : [];
  if (!view) throw new AppError("not_found", { detail: "There is no such mail." });
  return view;
}

/** Mails that Patchbay sent, newest first, in pages by time and id. */
export async function listMails(ctx: Ctx, query: MailQuery): Promise<ListPage<MailView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { smtp, channel, connection, purpose, older, newer, limit } = query;
  const where: Prisma.MailWhereInput = {
    ...(smtp ? { smtpId: smtp } : {}),
    ...(channel ? { channelId: channel } : {}),
    ...(connection ? { connectionId: connection } : {}),
    ...(purpose ? { purpose: { in: purpose } } : {}),
    ...(older
      ? { OR: [{ createdAt: { lt: older.at } }, { createdAt: older.at, id: { lt: older.id } }] }
      : {}),
    ...(newer
      ? { OR: [{ createdAt: { gt: newer.at } }, { createdAt: newer.at, id: { gt: newer.id } }] }
      : {}),
  };
  const order = newer ? ("asc" as const) : ("desc" as const);
  const rows = await db().mail.findMany({
    where,
    orderBy: [{ createdAt: order }, { id: order }],
    take: limit + 1,
  });
  const page = cutPage(newer ? rows.reverse() : rows, limit, { older, newer }, cursorOf);
  return { items: await viewAll(page.rows), newer: page.newer, older: page.older };
}

const cursorOf = (row: Mail) => `${row.createdAt.getTime()}_${row.id}`;

async function viewAll(rows: readonly Mail[]): Promise<MailView[]> {
  const ids = [...new Set(rows.flatMap(({ smtpId }) => (smtpId ? [smtpId] : [])))];
  const names = new Map(
    (
      await db().smtpConfiguration.findMany({
        where: { id: { in: ids } },
        select: { id: true, name: true },
      })
    ).map((row) => [row.id, row]),
  );
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose as Purpose,
    smtp: names.get(row.smtpId ?? "") ?? null,
    channelId: row.channelId,
    from: row.fromAddress,
    to: row.toAddress,
    subject: row.subject,
    state: row.state as MailState,
    messageId: row.messageId,
    answer: row.answer as MailAnswer | null,
    arrival: row.arrival as MailArrival | null,
    by: row.requestedBy,
    requestId: row.requestId,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
    giveUpAt: row.giveUpAt?.toISOString() ?? null,
  }));
}
