import "server-only";
import { type NamedLike, namedLike } from "#lib/api/named-like.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { listTags } from "#lib/cxone/tags.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { getDrift, getSetupView } from "#lib/setup/reads.ts";
import type { SetupView } from "#lib/setup/schema.ts";
import {
  type ChannelChoices,
  channelSettings,
  type EmailChannelItem,
  type EmailChannelState,
  type EmailChannelView,
  type TagView,
} from "./schema.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { subjectOf } from "./subject.ts";

const related = {
  connection: { select: { id: true, name: true, environment: true } },
  domain: { select: { id: true, name: true, state: true } },
  smtp: { select: { id: true, name: true } },
  template: { select: { id: true, name: true, deletedAt: true } },
} as const;
type Row = Prisma.EmailChannelGetPayload<{ include: typeof related }>;

/** One email channel; throws `not_found`. */
export async function getEmailChannel(ctx: Ctx, id: string): Promise<EmailChannelView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().emailChannel.findUnique({ where: { id }, include: related });
  if (!row) throw new AppError("not_found", { detail: "There is no such email channel." });
  const { domain, template, settings } = row;
  return {
    ...channelItem(row),
    settings: channelSettings.parse(settings),
    domain,
    template: template && { id: template.id, name: template.name, deleted: template.deletedAt !== null },
  };
}

export type ChannelFilter = NamedLike & {
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** Email channels by name, in pages: `next` is the cursor of the next one, null at the end. */
export async function listEmailChannels(
  ctx: Ctx,
  filter: ChannelFilter = {},
): Promise<{ items: EmailChannelItem[]; next: string | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const { cursor, limit = 50 } = filter;
  const rows = await db().emailChannel.findMany({
    where: namedLike(filter),
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    take: limit + 1,
    include: related,
  });
  const items = rows.slice(0, limit).map(channelItem);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

const channelItem = (row: Row): EmailChannelItem => ({
  id: row.id,
  name: row.name,
  state: row.state as EmailChannelState,
  connection: row.connection,
  fromAddress: row.localPart && row.domain ? `${row.localPart}@${row.domain.name}` : null,
  pointContact: row.pointContact,
  sending: row.sending === "smtp" ? "smtp" : "ses",
  smtp: row.smtp,
  channelId: row.channelId,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
});

/** How many email channels stand how, for the first page. */
export async function countEmailChannels(ctx: Ctx): Promise<Record<EmailChannelState, number>> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().emailChannel.groupBy({ by: ["state"], _count: true });
  const count = (state: EmailChannelState) => rows.find((row) => row.state === state)?._count ?? 0;
  return { draft: count("draft"), live: count("live"), degraded: count("degraded") };
}

/** The set-up of an email channel, for its pages. */
export const getEmailChannelSetup = (ctx: Ctx, id: string): Promise<SetupView> =>
  getSetupView(emailChannelSetup, ctx, subjectOf(id));

/** What is other in CXone than it was attested, and when that was looked at. */
export const getEmailChannelDrift = (ctx: Ctx, id: string): ReturnType<typeof getDrift> =>
  getDrift(emailChannelSetup, ctx, subjectOf(id));

/** The tags of a tenant by title: one of them marks what SES takes for spam (M-33). */
export async function listEmailTags(ctx: Ctx, connectionId: string): Promise<TagView[]> {
  requireRole(ctx, "admin", "operator");
  const { value } = await readThrough(ctx, connectionId, { operation: "tags.list" }, listTags);
  return value.sort((a, b) => a.title.localeCompare(b.title));
}

/** What the steps of a channel offer to choose from, of its tenant. Throws `not_found`. */
export async function getChannelChoices(ctx: Ctx, id: string): Promise<ChannelChoices> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { connection } = await getEmailChannel(ctx, id);
  const where = { connectionId: connection.id };
  const orderBy = { name: "asc" } as const;
  const [domains, smtp, templates] = await Promise.all([
    db().emailDomain.findMany({ where, orderBy, select: { id: true, name: true, state: true } }),
    db().smtpConfiguration.findMany({
      where,
      orderBy,
      select: { id: true, name: true, provider: true, mailbox: true, lastOkAt: true },
    }),
    db().emailTemplate.findMany({
      where: { ...where, deletedAt: null },
      orderBy,
      select: { id: true, name: true },
    }),
  ]);
  return {
    domains,
    smtp: smtp.map(({ lastOkAt, ...row }) => ({ ...row, isReady: lastOkAt !== null })),
    templates,
  };
}
