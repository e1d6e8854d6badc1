import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import { shownCaller, shownText } from "#lib/auth/shown-number.ts";
import { db } from "#lib/db/client.ts";
import { type Log, type LogPlace, readLogPage } from "#lib/db/log-page.ts";
import type { Outcome, TransferSource } from "../schema.ts";
import type { ReasonCode } from "../state.ts";
import { conditionsOf, timeOf } from "./conditions.ts";
import { listNamed } from "./list-named.ts";
import { toldApart } from "./mapping.ts";
import {
  formatTransferKey,
  type TransferFilters,
  type TransferKey,
  type TransferQuery,
  type TransferView,
} from "./schema.ts";

const LOG: Log = {
  table: "transfer",
  tie: "id",
  columns: [
    "id",
    "at",
    "ended_at",
    "connection_id",
    "call_id",
    "caller",
    "policy_id",
    "policy_name",
    "policy_version",
    "queue_id",
    "queue_name",
    "skill_id",
    "skill_name",
    "target",
    "agent_id",
    "agent_name",
    "presence",
    "outcome",
    "reason",
    "reason_text",
    "attempts",
    "duration_ms",
    "source",
    "note",
    "actor_kind",
    "actor_id",
    "actor_name",
    "request_id",
  ],
};

/** Transfers that ended, newest first, in pages by time and id; numbers of callers as the reader may see them (F-09). */
export async function listTransfers(ctx: Ctx, query: TransferQuery): Promise<ListPage<TransferView>> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const { older, newer, limit } = query;
  const place = (key: TransferKey | undefined): LogPlace | undefined => key && { at: key.at, tie: key.id };
  const rows = await readLogPage<ListedRow>(LOG, {
    older: place(older),
    newer: place(newer),
    ...timeOf(query, ctx.now()),
    match: conditionsOf(ctx, query),
    limit: limit + 1,
  });
  const page = cutPage(rows, limit, query, formatTransferKey);
  const connections = await namesOfConnections(page.rows);
  return {
    items: page.rows.map((row) => view(ctx, row, connections)),
    newer: page.newer ?? (older ? formatTransferKey(older) : null),
    older: page.older ?? (newer ? formatTransferKey(newer) : null),
  };
}

/** What the filters of the list offer: all that was ever chosen and is still in the log. */
export async function getTransferFilters(ctx: Ctx): Promise<TransferFilters> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const select = { id: true, name: true } as const;
  const [connections, policies, queues, skills, agents] = await Promise.all([
    listConnectionsOfTransfers(ctx),
    db().transferPolicy.findMany({ select, orderBy: { name: "asc" } }),
    listNamed("queue"),
    listNamed("skill"),
    listNamed("agent"),
  ]);
  return {
    connections,
    policies: toldApart(policies),
    queues: toldApart(queues),
    skills: toldApart(skills),
    agents: toldApart(agents),
    byCaller: seesNumbers(ctx),
  };
}

/** The connections that calls may be transferred over, by name. */
export async function listConnectionsOfTransfers(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  return db().connection.findMany({
    where: { kind: { not: "engage" } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
}

async function namesOfConnections(rows: readonly ListedRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((row) => row.connection_id))];
  const found = await db().connection.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(found.map(({ id, name }) => [id, name]));
}

type ListedRow = {
  id: string;
  at: Date;
  ended_at: Date;
  connection_id: string;
  call_id: string;
  caller: string | null;
  policy_id: string;
  policy_name: string;
  policy_version: number;
  queue_id: string | null;
  queue_name: string | null;
  skill_id: string | null;
  skill_name: string | null;
  target: string;
  agent_id: string | null;
  agent_name: string | null;
  presence: string | null;
  outcome: Outcome;
  reason: ReasonCode | null;
  reason_text: string | null;
  attempts: number;
  duration_ms: number;
  source: TransferSource;
  note: string | null;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  request_id: string;
};

const view = (ctx: Ctx, row: ListedRow, connections: Map<string, string>): TransferView => ({
  id: row.id,
  at: row.at.toISOString(),
  endedAt: row.ended_at.toISOString(),
  connectionId: row.connection_id,
  connectionName: connections.get(row.connection_id) ?? null,
  callId: row.call_id,
  caller: shownCaller(ctx, row.caller),
  policyId: row.policy_id,
  policyName: row.policy_name,
  policyVersion: row.policy_version,
  queueId: row.queue_id,
  queueName: row.queue_name,
  skillId: row.skill_id,
  skillName: row.skill_name,
  target: shownText(ctx, row.target, row.caller),
  agentId: row.agent_id,
  agentName: row.agent_name,
  presence: row.presence,
  outcome: row.outcome,
  reason: row.reason,
  reasonText: shownText(ctx, row.reason_text, row.caller),
  attempts: row.attempts,
  durationMs: row.duration_ms,
  source: row.source,
  note: shownText(ctx, row.note, row.caller),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  requestId: row.request_id,
});
