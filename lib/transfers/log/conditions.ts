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
  const { q, connection, policy, queue, skill, agent, outcome, reason, source, call, caller } = asked;
  if (caller && !seesNumbers(ctx)) {
    throw new AppError("forbidden", {
      detail: "Only those who see numbers of callers may search for one.",
      fix: "Ask an admin to grant you numbers, or search for the id of the call.",
    });
  }
  return [
    connection && sql`connection_id = ANY(${connection})`,
    policy && sql`policy_id = ANY(${policy})`,
    queue && sql`queue_id = ANY(${queue})`,
    skill && sql`skill_id = ANY(${skill})`,
    agent && sql`agent_id = ANY(${agent})`,
    outcome && sql`outcome = ANY(${outcome})`,
    reason && sql`reason = ANY(${reason})`,
    source && sql`source = ANY(${source})`,
    call && sql`call_id = ${call}`,
    caller && sql`caller = ${caller}`,
    q && searchFor(ctx, q),
  ].filter((part) => typeof part === "object");
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
