import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { holdsWords, matchesWords } from "#lib/db/log-words.ts";
import type { AuditFiltersAsked } from "./schema.ts";

const { sql } = Prisma;

/**
 * Checks who reads: admins and auditors read all, operators what they did themselves or had done by a job, supervisors
 * nothing (facts/product.md §3.1). Gives the condition that keeps an operator to that.
 */
export function readableBy(ctx: Ctx): Prisma.Sql[] {
  requireRole(ctx, "admin", "operator", "auditor");
  const { actor } = ctx;
  if (!("role" in actor) || actor.role !== "operator") return [];
  return [
    sql`${holdsWords(actor.id)} AND (actor_id = ${actor.id} OR right(actor_id, ${actor.id.length + 5}) = ${` for ${actor.id}`})`,
  ];
}

/** What was asked for, but for the time, as conditions that an index of the log narrows. */
export function conditionsOf({ q, actor, action, object, ip, request }: AuditFiltersAsked): Prisma.Sql[] {
  return [
    actor && sql`actor_id = ANY(${actor})`,
    action && sql`action = ANY(${action})`,
    object &&
      sql`(object = ANY(${object}) OR ${either(object, (kind) => sql`(${holdsWords(kind)} AND split_part(object, ':', 1) = ${kind})`)})`,
    ip && either(ip, (address) => sql`(${holdsWords(address)} AND ip = ${address})`),
    request && either(request, (id) => sql`(${holdsWords(id)} AND request_id = ${id})`),
    // What has no words is in no row.
    q && (matchesWords(q) ?? sql`false`),
  ].filter((part) => typeof part === "object");
}

const either = (values: readonly string[], condition: (value: string) => Prisma.Sql) =>
  sql`(${Prisma.join(values.map(condition), " OR ")})`;
