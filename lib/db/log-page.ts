import "server-only";
import { pool } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { type LogWindow, logWindows, reachOf } from "./log-windows.ts";

const { sql } = Prisma;

/** A table that only grows, in monthly partitions by `at`; its primary key is `at` and `tie`. */
export type Log = { table: string; tie: string; columns: readonly string[] };
/** A place in a log: the tie decides between rows of one moment. */
export type LogPlace = { at: Date; tie: string | number };
export type LogQuestion = {
  older?: LogPlace | undefined;
  newer?: LogPlace | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** All of these have to hold. */
  match: readonly Prisma.Sql[];
  limit: number;
};

/** The nearest rows, in which what is frequent is found at once. */
const NEAREST = 2_000;
/** More hits than this in a window need not be sorted: so dense, they are met soon along the time. */
const MANY_HITS = 20_000;

/**
 * The rows nearest to the cursor that match, at most `limit`, newest first. Takes about the same time in a long log as in
 * a short one, for what is frequent and for what is rare (facts/performance.md §4): the frequent is among the nearest
 * rows; the rest is asked for window by window, from the cursor outwards, by the index of what is looked for. A planner
 * left alone counts on meeting a rare word soon and walks through the whole log.
 */
export async function readLogPage<Row extends { at: Date }>(log: Log, question: LogQuestion): Promise<Row[]> {
  const { limit, match } = question;
  const [first] = logWindows(question);
  const near = match.length > 0 && first ? await ask<Row>(nearest(log, question, first)) : [];
  const rows = near.length < limit ? [] : near;
  for (const window of logWindows(question, new Date(), reachOf(question, near, limit))) {
    if (rows.length >= limit) break;
    rows.push(...(await readWindow<Row>(log, { ...question, limit: limit - rows.length }, window)));
  }
  return question.newer ? rows.reverse() : rows;
}

async function readWindow<Row extends { at: Date }>(
  log: Log,
  question: LogQuestion,
  window: LogWindow,
): Promise<Row[]> {
  if (question.match.length === 0) return ask<Row>(alongTime(log, question, window));
  const found = await ask<Row & { hits: number }>(byIndex(log, question, window));
  return (found[0]?.hits ?? 0) > MANY_HITS ? ask<Row>(alongTime(log, question, window)) : found;
}

/** Walks along the time until enough rows match. */
function alongTime(log: Log, question: LogQuestion, window: LogWindow): Prisma.Sql {
  const where = all([...placeOf(log, question, window), ...question.match]);
  return sql`SELECT ${columnsOf(log)} FROM ${tableOf(log)} WHERE ${where} ORDER BY ${orderOf(log, question)}
    LIMIT ${question.limit}`;
}

function nearest(log: Log, question: LogQuestion, window: LogWindow): Prisma.Sql {
  const order = orderOf(log, question);
  return sql`SELECT ${columnsOf(log)} FROM (
      SELECT * FROM ${tableOf(log)} WHERE ${all(placeOf(log, question, window))} ORDER BY ${order} LIMIT ${NEAREST}
    ) AS near WHERE ${all(question.match)} ORDER BY ${order} LIMIT ${question.limit}`;
}

/** All that matches in the window, found without regard to its order, then sorted; unless it is too much. */
function byIndex(log: Log, question: LogQuestion, window: LogWindow): Prisma.Sql {
  const where = all([...placeOf(log, question, window), ...question.match]);
  return sql`WITH hit AS MATERIALIZED (
      SELECT ${columnsOf(log)} FROM ${tableOf(log)} WHERE ${where} LIMIT ${MANY_HITS + 1}
    )
    SELECT *, count(*) OVER () AS hits FROM hit ORDER BY ${orderOf(log, question)} LIMIT ${question.limit}`;
}

function placeOf(log: Log, { older, newer, from, to }: LogQuestion, window: LogWindow): Prisma.Sql[] {
  const tie = Prisma.raw(log.tie);
  const at = (operator: ">=" | "<", moment: Date | undefined) =>
    // As text of no type: PostgreSQL then reads it as a constant of the column's type and prunes partitions by it.
    moment && sql`at ${Prisma.raw(operator)} ${moment.toISOString()}`;
  return [
    at(">=", window.from),
    at("<", window.to),
    at(">=", from),
    at("<", to),
    older && sql`(at, ${tie}) < (${older.at.toISOString()}, ${older.tie})`,
    newer && sql`(at, ${tie}) > (${newer.at.toISOString()}, ${newer.tie})`,
    older && sql`at <= ${older.at.toISOString()}`,
    newer && sql`at >= ${newer.at.toISOString()}`,
  ].filter((part) => typeof part === "object");
}

const tableOf = (log: Log) => Prisma.raw(log.table);
const columnsOf = (log: Log) => Prisma.raw(log.columns.join(", "));
const orderOf = (log: Log, { newer }: LogQuestion) =>
  Prisma.raw(newer ? `at ASC, ${log.tie} ASC` : `at DESC, ${log.tie} DESC`);
const all = (parts: readonly Prisma.Sql[]) =>
  parts.length > 0 ? Prisma.join([...parts], " AND ") : sql`true`;

/** Planned for its values each time: a plan for any value would look into every partition. */
async function ask<Row extends object>({ text, values }: Prisma.Sql): Promise<Row[]> {
  return (await pool().query<Row>(text, values)).rows;
}
