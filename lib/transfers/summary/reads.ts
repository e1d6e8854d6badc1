import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/client.ts";
import { barsOf, formatPeriod, type Span, spanBefore, spanOf } from "../log/mapping.ts";
import { OUTCOMES, type Outcome } from "../schema.ts";
import type { ReasonCode } from "../state.ts";
import { nameQueues } from "./name-queues.ts";
import type { OutcomeCounts, SummaryQuery, TransferSummary } from "./schema.ts";

/** Queues and reasons that are shown. */
const FOREMOST = 8;

/**
 * How transfers ended over a period. From the tally alone, so that it takes as long however long the log is; its quarters of
 * an hour fit the days of every zone, so that each number is that of the rows one finds behind it.
 */
export async function getTransferSummary(ctx: Ctx, query: SummaryQuery): Promise<TransferSummary> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const { period, connection } = query;
  const now = ctx.now();
  const [span, earlier, { unit, starts }] = [
    spanOf(period, now),
    spanBefore(period, now),
    barsOf(period, now),
  ];
  const [rows, rowsBefore, ended] = await Promise.all([
    countUp(span, starts, connection),
    countUp(earlier, [earlier.from], connection),
    pool().query("SELECT 1 FROM transfer_tally LIMIT 1"),
  ]);
  const queues = await nameQueues(worstQueues(rows));
  return {
    period: formatPeriod(period),
    zone: period.zone,
    ...inIso(span),
    ...totalsOf(rows),
    before: { ...inIso(earlier), ...totalsOf(rowsBefore) },
    unit,
    bars: starts.map((from, index) => ({
      ...inIso({ from, to: starts[index + 1] ?? span.to }),
      ...countsOf(rows.filter(({ bar }) => bar === index + 1)),
    })),
    reasons: topReasons(rows),
    queues,
    hasEnded: ended.rows.length > 0,
  };
}

type Counted = {
  kind: "bar" | "reason" | "queue";
  /** From 1. */
  bar: number | null;
  outcome: Outcome | null;
  reason: string | null;
  connection_id: string | null;
  queue_id: string | null;
  count: number;
  duration_ms: number;
};

/** One walk over the tally for all that is shown of it. */
async function countUp(
  { from, to }: Span,
  starts: Date[],
  connections: string[] | undefined,
): Promise<Counted[]> {
  const { rows } = await pool().query<Counted>(
    `SELECT CASE WHEN GROUPING(bar) = 0 THEN 'bar' WHEN GROUPING(reason) = 0 THEN 'reason' ELSE 'queue' END AS kind,
       bar, outcome, reason, connection_id, queue_id, sum(count)::float8 AS count, sum(duration_ms)::float8 AS duration_ms
     FROM (
       SELECT width_bucket(quarter, $3::timestamptz[]) AS bar, outcome, reason, connection_id, queue_id, count, duration_ms
       FROM transfer_tally
       WHERE quarter >= $1::timestamptz AND quarter < $2::timestamptz AND ($4::text[] IS NULL OR connection_id = ANY($4))
     ) AS counted
     GROUP BY GROUPING SETS ((bar, outcome), (reason), (connection_id, queue_id, outcome))`,
    [from.toISOString(), to.toISOString(), starts.map((start) => start.toISOString()), connections ?? null],
  );
  return rows;
}

const isOutcome = (text: string | null): text is Outcome => OUTCOMES.some((outcome) => outcome === text);

function countsOf(rows: readonly Counted[]): { total: number; outcomes: OutcomeCounts } {
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as OutcomeCounts;
  for (const { outcome, count } of rows) if (isOutcome(outcome)) outcomes[outcome] += count;
  return { total: Object.values(outcomes).reduce((sum, count) => sum + count, 0), outcomes };
}

function totalsOf(rows: readonly Counted[]) {
  const bars = rows.filter(({ kind }) => kind === "bar");
  const counts = countsOf(bars);
  const spent = bars.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  return { ...counts, meanMs: counts.total === 0 ? null : Math.round(spent / counts.total) };
}

const topReasons = (rows: readonly Counted[]) =>
  rows
    .flatMap(({ kind, reason, count }) =>
      kind === "reason" && reason ? [{ reason: reason as ReasonCode, count }] : [],
    )
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))
    .slice(0, FOREMOST);

function worstQueues(rows: readonly Counted[]) {
  const queues = new Map<string, { connectionId: string; queueId: string; total: number; missed: number }>();
  for (const { kind, connection_id: connectionId, queue_id: queueId, outcome, count } of rows) {
    if (kind !== "queue" || !connectionId || !queueId) continue;
    const key = `${connectionId} ${queueId}`;
    const { total, missed } = queues.get(key) ?? { total: 0, missed: 0 };
    const more = outcome === "connected" ? 0 : count;
    queues.set(key, { connectionId, queueId, total: total + count, missed: missed + more });
  }
  return [...queues.values()]
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed || a.queueId.localeCompare(b.queueId))
    .slice(0, FOREMOST);
}

const inIso = ({ from, to }: Span) => ({ from: from.toISOString(), to: to.toISOString() });
