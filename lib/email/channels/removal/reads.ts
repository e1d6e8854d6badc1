import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { EmailChannelRemoval } from "#lib/db/generated/client.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import type { ByHandView } from "#lib/setup/schema.ts";
import type { ByHand } from "#lib/setup/step.ts";
import type { ChannelContext } from "../setup/context.ts";
import { emailChannelSetup } from "../setup/email-channel-setup.ts";
import { subjectOf } from "../subject.ts";
import { dependantsOf } from "./mapping.ts";
import type { Dependant, OpenRemoval, RemovalView } from "./schema.ts";

const connection = { select: { id: true, name: true, environment: true } } as const;

/** What loses an email channel that is to go, and what CXone keeps of it; also of one that is gone. Throws `not_found`. */
export async function getRemoval(ctx: Ctx, id: string): Promise<RemovalView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const gone = await db().emailChannelRemoval.findUnique({ where: { id }, include: { connection } });
  if (gone) {
    const { name, removedBy: by, removedAt } = gone;
    return {
      id,
      name,
      connection: gone.connection,
      isThere: false,
      version: null,
      removed: { by, at: removedAt.toISOString() },
      dependants: [],
      items: await ticked(id, itemsOf(gone)),
    };
  }
  const context = await loadSetup(emailChannelSetup, ctx, subjectOf(id));
  const { issuer: _issuer, ...tenant } = context.connection;
  return {
    id,
    name: context.channel.name,
    connection: tenant,
    isThere: context.channel.channelId !== null,
    version: context.channel.version,
    removed: null,
    dependants: await loadDependants(context, ctx.now()),
    items: await ticked(id, leftBy(context)),
  };
}

/** What CXone keeps of a channel, what was made last first: it deletes no domain that a channel stands in. */
export const leftBy = (context: ChannelContext): ByHand[] =>
  emailChannelSetup.steps.toReversed().flatMap((step) => [...(step.byHand?.(context) ?? [])]);

/** Written from what `leftBy` gave when the channel went. */
export const itemsOf = ({ items }: Pick<EmailChannelRemoval, "items">): ByHand[] =>
  items as unknown as ByHand[];

async function ticked(id: string, items: readonly ByHand[]): Promise<ByHandView[]> {
  const rows = await db().setupLeftover.findMany({ where: { subject: subjectOf(id) } });
  const done = new Map(rows.map((row) => [row.itemId, { by: row.doneBy, at: row.doneAt.toISOString() }]));
  return items.map((item) => ({ ...item, done: done.get(item.id) ?? null }));
}

/** Everything that loses a channel when it goes. */
export async function loadDependants(context: ChannelContext, now: Date): Promise<Dependant[]> {
  const { channel, connection, subject, told } = context;
  const tenant = { connectionId: connection.id };
  const [signed, channels, openRequests, awaited] = await Promise.all([
    db().signatureAssignment.count({ where: tenant }),
    db().emailChannel.count({ where: tenant }),
    db().repRequest.count({ where: { subject, state: { in: ["sent", "chased"] } } }),
    db().mail.findFirst({
      where: { channelId: channel.id, state: { in: ["sending", "accepted"] }, giveUpAt: { gt: now } },
      select: { giveUpAt: true },
    }),
  ]);
  return dependantsOf({
    channel,
    told,
    connectionId: connection.id,
    signed: channels === 1 ? signed : 0,
    openRequests,
    awaitedUntil: awaited?.giveUpAt ?? null,
  });
}

/** Channels that are gone here and of which something is not ticked yet, the newest first. */
export async function listOpenRemovals(
  ctx: Ctx,
  filter: { connection?: string | undefined } = {},
): Promise<OpenRemoval[]> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().emailChannelRemoval.findMany({
    where: filter.connection ? { connectionId: filter.connection } : {},
    orderBy: [{ removedAt: "desc" }, { id: "asc" }],
    take: 100,
  });
  const done = await db().setupLeftover.findMany({
    where: { subject: { in: rows.map(({ id }) => subjectOf(id)) } },
  });
  const open = ({ id, items }: EmailChannelRemoval) => {
    const own = done.filter(({ subject }) => subject === subjectOf(id)).map(({ itemId }) => itemId);
    return itemsOf({ items }).filter((item) => !own.includes(item.id)).length;
  };
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      open: open(row),
      removedAt: row.removedAt.toISOString(),
    }))
    .filter((row) => row.open > 0);
}
