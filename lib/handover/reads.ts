import "server-only";
import { namedLike } from "#lib/api/named-like.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Connection, HandoverProvider } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { getDrift, getSetupView, listRuns } from "#lib/setup/reads.ts";
import type { RunView, SetupView } from "#lib/setup/schema.ts";
import { viewSecrets } from "#lib/vault/secrets.ts";
import { type BotAdapter, parseStoredBot } from "./bot/schema.ts";
import { definitionOf, definitionOfKind } from "./definition-of.ts";
import { limitsOf } from "./limits.ts";
import { parseRelaySettings } from "./relay/settings.ts";
import type { HandoverKind, HandoverListItem, HandoverSigns, HandoverState, HandoverView } from "./schema.ts";
import { subjectOf } from "./subject.ts";
import { webchatPath } from "./webchat-path.ts";

type Row = HandoverProvider & { connection: Pick<Connection, "id" | "name" | "environment"> | null };

const withConnection = { connection: { select: { id: true, name: true, environment: true } } } as const;
const DAY_MS = 86_400_000;
const BOT_NAMES: Record<BotAdapter, string> = { demo: "Demo bot", cognigy: "Cognigy", webhook: "Webhook" };

/** One handover; throws `not_found`. */
export async function getHandover(ctx: Ctx, id: string): Promise<HandoverView> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const row = await db().handoverProvider.findUnique({ where: { id }, include: withConnection });
  if (!row) throw new AppError("not_found", { detail: "There is no such handover." });
  const subject = subjectOf(id);
  const [results, signs, secrets, openConversations, movedTo] = await Promise.all([
    db().checkResult.findMany({ where: { subject } }),
    signsOf([id]),
    viewSecrets(db(), subject, ["byocClientSecret"]),
    db().conversation.count({ where: { providerId: id, state: { in: ["requested", "queued", "agent"] } } }),
    row.movedTo
      ? db().handoverProvider.findUnique({
          where: { id: row.movedTo },
          select: { id: true, name: true, state: true },
        })
      : null,
  ]);
  const count = (state: string) => results.filter((result) => result.state === state).length;
  const lastAt = results
    .map((result) => result.at.toISOString())
    .sort()
    .at(-1);
  const kind = row.kind as HandoverKind;
  return {
    ...listItem(row, signs),
    beta: true,
    settings: parseRelaySettings(row.settings),
    channelId: row.channelId,
    byocClientId: kind === "cxone" ? row.byocClientId : null,
    webchatPath: webchatPath(id),
    checks: {
      passed: count("passed"),
      failed: count("failed"),
      warning: count("warning"),
      total: definitionOfKind(row.kind).steps.flatMap((step) => step.checks).length - count("not_applicable"),
      lastAt: lastAt ?? null,
    },
    limits: limitsOf(kind),
    byocSecret: kind === "cxone" ? secrets.byocClientSecret : null,
    openConversations,
    movedTo: movedTo && { ...movedTo, state: movedTo.state as HandoverState },
  };
}

export type HandoverFilter = {
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
  /** Only those that are removed; without it only the others. */
  removed?: boolean | undefined;
};

/** Handovers by name, in pages: `next` is the cursor of the next one, null at the end. */
export async function listHandovers(
  ctx: Ctx,
  { search, cursor, limit = 50, removed = false }: HandoverFilter = {},
): Promise<{ items: HandoverListItem[]; next: string | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().handoverProvider.findMany({
    where: {
      state: removed ? "removed" : { not: "removed" },
      ...namedLike({ search }),
      ...(cursor ? { AND: { name: { gt: cursor } } } : {}),
    },
    orderBy: { name: "asc" },
    take: limit + 1,
    include: withConnection,
  });
  const signs = await signsOf(rows.map((row) => row.id));
  const items = rows.slice(0, limit).map((row) => listItem(row, signs));
  return { items, next: rows.length > limit ? (items.at(-1)?.name ?? null) : null };
}

type Signs = ReadonlyMap<string, HandoverSigns>;

/** What deserves a look, for many handovers by two questions. */
async function signsOf(ids: readonly string[]): Promise<Signs> {
  const subjects = ids.map(subjectOf);
  const [drifted, waiting] = await Promise.all([
    db().setupDrift.groupBy({
      by: ["subject"],
      where: { subject: { in: subjects }, ignoredAt: null },
      _count: true,
    }),
    db().setupStep.findMany({
      where: { subject: { in: subjects }, waitingFor: { not: null } },
      orderBy: { waitingSince: "desc" },
      select: { subject: true, stepId: true, waitingFor: true, waitingSince: true, updatedAt: true },
    }),
  ]);
  const counts = new Map(drifted.map((row) => [row.subject, row._count]));
  // The oldest comes last and stays.
  const waits = new Map(waiting.map((row) => [row.subject, row]));
  return new Map(
    ids.map((id): [string, HandoverSigns] => {
      const subject = subjectOf(id);
      const wait = waits.get(subject);
      return [
        id,
        {
          drifted: counts.get(subject) ?? 0,
          waiting: wait
            ? {
                for: wait.waitingFor ?? "",
                since: (wait.waitingSince ?? wait.updatedAt).toISOString(),
                stepId: wait.stepId,
              }
            : null,
        },
      ];
    }),
  );
}

function listItem(row: Row, signs: Signs): HandoverListItem {
  const { adapter } = parseStoredBot(row.bot);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as HandoverKind,
    state: row.state as HandoverState,
    connection: row.connection,
    bot: { adapter, name: BOT_NAMES[adapter] },
    liveSince: row.liveSince?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
    ...(signs.get(row.id) ?? { drifted: 0, waiting: null }),
  };
}

/** The set-up of a handover, for its pages. */
export async function getHandoverSetup(ctx: Ctx, id: string): Promise<SetupView> {
  return getSetupView(await definitionOf(id), ctx, subjectOf(id));
}

/** What is other at the contact centre than it was applied, and when that was looked at. */
export async function getHandoverDrift(ctx: Ctx, id: string): ReturnType<typeof getDrift> {
  return getDrift(await definitionOf(id), ctx, subjectOf(id));
}

/** The latest runs of a handover. */
export function listHandoverRuns(ctx: Ctx, id: string, limit = 5): Promise<RunView[]> {
  return listRuns(ctx, subjectOf(id), limit);
}

/**
 * What happened in the last 24 hours: requests for a person, those that an agent wrote to afterwards, and the median time
 * from a request to that first message, in seconds. Requests that nobody answered do not count into the wait.
 */
export async function getHandoverToday(
  ctx: Ctx,
  id: string,
): Promise<{ handovers: number; answered: number; medianWaitSeconds: number | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const since = new Date(ctx.now().getTime() - DAY_MS);
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
