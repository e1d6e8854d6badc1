import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { matchesWords } from "#lib/db/log-words.ts";
import { AppError } from "#lib/errors.ts";
import { problemOfNumber } from "#lib/phone/schema.ts";
import { spanOf } from "./mapping.ts";
import type { TransferFiltersAsked } from "./schema.ts";

const { sql } = Prisma;

/**
 * What was asked for, but for the time, as conditions that an index of the log narrows. Throws `forbidden` when a number
 * is searched for by somebody who may not see one: whether it is found would tell.
 */
export function conditionsOf(ctx: Ctx, asked: TransferFiltersAsked): Prisma.Sql[] {
  const { q, call, caller } = asked;
  if (caller && !seesNumbers(ctx)) {
    throw new AppError("forbidden", {
      detail: "Only those who see numbers of callers may search for one.",
      fix: "Ask an admin to grant you numbers, or search for the id of the call.",
    });
  }
  return [
    ...factsAsked(asked),
    call && sql`call_id = ${call}`,
    caller && sql`caller = ${caller}`,
    q && searchFor(ctx, q),
  ].filter((part) => typeof part === "object");
}

/** What a transfer is filtered by, as `transfer_facts` takes it. */
const FACTS = ["connection", "policy", "queue", "skill", "agent", "outcome", "reason", "source"] as const;
const COLUMN = {
  connection: sql`connection_id`,
  policy: sql`policy_id`,
  queue: sql`queue_id`,
  skill: sql`skill_id`,
  agent: sql`agent_id`,
  outcome: sql`outcome`,
  reason: sql`reason`,
  source: sql`source`,
} as const;
const facts = sql`transfer_facts(${Prisma.join(FACTS.map((fact) => COLUMN[fact]))})`;

/**
 * One fact is found in order of time by the index of its column. Several are met together by the index of all facts,
 * too: PostgreSQL does not combine indexes that each bound the time, and would read every row that has one of them.
 */
function factsAsked(asked: TransferFiltersAsked): Prisma.Sql[] {
  const wanted = FACTS.flatMap((fact) => (asked[fact] ? [{ fact, values: asked[fact] as string[] }] : []));
  const each = wanted.map(({ fact, values }) => sql`${COLUMN[fact]} = ANY(${values})`);
  if (wanted.length < 2) return each;
  const together = wanted.map(
    ({ fact, values }) => sql`${facts} && ${values.map((value) => `${fact} ${value}`)}`,
  );
  return [...each, ...together];
}

/** A number is looked for among callers, anything else among the words of a row; what has no words is in no row. */
function searchFor(ctx: Ctx, q: string): Prisma.Sql {
  if (seesNumbers(ctx) && problemOfNumber(q) === null) return sql`caller = ${q}`;
  return matchesWords(q.toLowerCase()) ?? sql`false`;
}

/** From when until when, where asked for: of a period and of two moments what they have in common. */
export function timeOf({ period, from, to }: TransferFiltersAsked, now: Date): { from?: Date; to?: Date } {
  const span = period && spanOf(period, now);
  const pick = (among: (Date | undefined)[], choose: (...times: number[]) => number) => {
    const times = among.filter((moment) => moment !== undefined).map((moment) => moment.getTime());
    return times.length > 0 ? new Date(choose(...times)) : undefined;
  };
  const bounds = { from: pick([span?.from, from], Math.max), to: pick([span?.to, to], Math.min) };
  return { ...(bounds.from && { from: bounds.from }), ...(bounds.to && { to: bounds.to }) };
}
