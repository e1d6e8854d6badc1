import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Connection, HandoverProvider } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { getSetupView } from "#lib/setup/reads.ts";
import type { SetupView } from "#lib/setup/schema.ts";
import { type BotAdapter, parseStoredBot } from "./bot/schema.ts";
import { cxoneHandover, subjectOf } from "./cxone-setup/cxone-handover.ts";
import { LIMITS } from "./cxone-setup/name-step.ts";
import { parseRelaySettings } from "./relay/settings.ts";
import type { HandoverListItem, HandoverState, HandoverView } from "./schema.ts";
import { webchatPath } from "./webchat-path.ts";

type Row = HandoverProvider & { connection: Pick<Connection, "id" | "name" | "environment"> | null };

const withConnection = { connection: { select: { id: true, name: true, environment: true } } } as const;
const BOT_NAMES: Record<BotAdapter, string> = { demo: "Demo bot", cognigy: "Cognigy", webhook: "Webhook" };

/** One handover; throws `not_found`. */
export async function getHandover(ctx: Ctx, id: string): Promise<HandoverView> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const row = await db().handoverProvider.findUnique({ where: { id }, include: withConnection });
  if (!row) throw new AppError("not_found", { detail: "There is no such handover." });
  const results = await db().checkResult.findMany({ where: { subject: subjectOf(id) } });
  const count = (state: string) => results.filter((result) => result.state === state).length;
  const lastAt = results
    .map((result) => result.at.toISOString())
    .sort()
    .at(-1);
  return {
    ...listItem(row),
    beta: true,
    settings: parseRelaySettings(row.settings),
    channelId: row.channelId,
    byocClientId: row.byocClientId,
    webchatPath: webchatPath(id),
    checks: {
      passed: count("passed"),
      failed: count("failed"),
      warning: count("warning"),
      total: cxoneHandover.steps.flatMap((step) => step.checks).length,
      lastAt: lastAt ?? null,
    },
    limits: LIMITS,
  };
}

export type HandoverFilter = {
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** Handovers by name, in pages: `next` is the cursor of the next one, null at the end. */
export async function listHandovers(
  ctx: Ctx,
  { search, cursor, limit = 50 }: HandoverFilter = {},
): Promise<{ items: HandoverListItem[]; next: string | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().handoverProvider.findMany({
    where: {
      ...(search ? { name: { contains: search, mode: "insensitive" as const } } : {}),
      ...(cursor ? { AND: { name: { gt: cursor } } } : {}),
    },
    orderBy: { name: "asc" },
    take: limit + 1,
    include: withConnection,
  });
  const items = rows.slice(0, limit).map(listItem);
  return { items, next: rows.length > limit ? (items.at(-1)?.name ?? null) : null };
}

function listItem(row: Row): HandoverListItem {
  const { adapter } = parseStoredBot(row.bot);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    state: row.state as HandoverState,
    connection: row.connection,
    bot: { adapter, name: BOT_NAMES[adapter] },
    liveSince: row.liveSince?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

/** The set-up of a handover, for its pages. */
export function getHandoverSetup(ctx: Ctx, id: string): Promise<SetupView> {
  return getSetupView(cxoneHandover, ctx, subjectOf(id));
}

/** What happened in the last 24 hours: handovers begun, those an agent answered, and the median wait in seconds. */
export async function getHandoverToday(
  ctx: Ctx,
  id: string,
): Promise<{ handovers: number; answered: number; medianWaitSeconds: number | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const since = new Date(ctx.now().getTime() - 86_400_000);
  const [row] = await db().$queryRaw<{ handovers: bigint; answered: bigint; wait: number | null }[]>`
    SELECT count(*) AS handovers, count(answered_at) AS answered,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - begun_at))::float8 AS wait
    FROM (
      SELECT v.id, e.received_at AS begun_at,
        (SELECT min(m.sent_at) FROM message m
         WHERE m.conversation_id = v.id AND m.author = 'agent' AND m.sent_at >= e.received_at) AS answered_at
      FROM conversation v
      JOIN relay_event e ON e.conversation_key = v.id AND e.kind = 'handover.start'
      WHERE v.provider_id = ${id} AND e.received_at >= ${since}
    ) AS begun`;
  return {
    handovers: Number(row?.handovers ?? 0),
    answered: Number(row?.answered ?? 0),
    medianWaitSeconds: row?.wait ?? null,
  };
}

/** All lines and how many conversations are where, for the first page. */
export async function getOverview(ctx: Ctx): Promise<{
  handovers: HandoverListItem[];
  conversations: { agent: number; waiting: number; parked: number };
}> {
  const { items } = await listHandovers(ctx, { limit: 100 });
  const [agent, waiting, parked] = await Promise.all([
    db().conversation.count({ where: { state: "agent" } }),
    db().conversation.count({ where: { state: { in: ["requested", "queued"] } } }),
    db().conversation.count({ where: { parkedAt: { not: null } } }),
  ]);
  return { handovers: items, conversations: { agent, waiting, parked } };
}
