import "server-only";
import { copyExport, type ExportColumn } from "#lib/api/copy-export.ts";
import { auditExport } from "#lib/audit/audit-export.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import type { CopyOut } from "#lib/db/copy-out.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { FEWEST_DIGITS } from "#lib/phone/mapping.ts";
import { maskedSql } from "#lib/phone/masked-sql.ts";
import { conditionsOf, timeOf } from "./conditions.ts";
import { formatPeriod } from "./mapping.ts";
import type { TransferExport } from "./schema.ts";

const { sql } = Prisma;

const text = (name: string, value: Prisma.Sql): ExportColumn => ({ name, value, kind: "text" });
const plain = (name: string, value: Prisma.Sql): ExportColumn => ({ name, value, kind: "plain" });

/** Takes the caller's number out of what holds words, and out of what holds facts, of a call. */
type Shown = Record<"words" | "facts", (column: Prisma.Sql) => Prisma.Sql>;

/** All that T-52 asks for and the timeline. */
const columnsOf = (caller: Prisma.Sql, { words, facts }: Shown): ExportColumn[] => [
  { name: "at", value: sql`at`, kind: "moment" },
  { name: "endedAt", value: sql`ended_at`, kind: "moment" },
  text("id", sql`id`),
  text("callId", sql`call_id`),
  text("caller", caller),
  text("connectionId", sql`connection_id`),
  text("policyId", sql`policy_id`),
  text("policy", sql`policy_name`),
  plain("policyVersion", sql`policy_version`),
  text("queueId", sql`queue_id`),
  text("queue", sql`queue_name`),
  text("skillId", sql`skill_id`),
  text("skill", sql`skill_name`),
  text("endedAtTarget", words(sql`target`)),
  text("agentId", sql`agent_id`),
  text("agent", sql`agent_name`),
  text("agentPresence", sql`presence`),
  plain("outcome", sql`outcome`),
  plain("reason", sql`reason`),
  text("reasonText", words(sql`reason_text`)),
  plain("attempts", sql`attempts`),
  plain("durationMs", sql`duration_ms`),
  plain("source", sql`source`),
  text("note", words(sql`note`)),
  plain("startedByKind", sql`actor_kind`),
  text("startedById", sql`actor_id`),
  text("startedBy", sql`actor_name`),
  text("requestId", sql`request_id`),
  plain("timeline", facts(sql`timeline`)),
  plain("metrics", facts(sql`metrics`)),
];

const WHOLE = columnsOf(sql`caller`, { words: (column) => column, facts: (column) => column });

const masked = maskedSql(sql`caller`);
const bare = sql`ltrim(caller, '+')`;
const isNumber = sql`length(regexp_replace(caller, '\\D', '', 'g')) >= ${FEWEST_DIGITS}`;
/** What `shownCaller`, `shownText` and `shownJson` do, done by the database to every row that leaves. */
const MASKED = columnsOf(masked, {
  words: (column) =>
    sql`CASE WHEN ${isNumber} THEN replace(replace(${column}, caller, ${masked}), ${bare}, ${masked}) ELSE ${column} END`,
  // What JSON writes otherwise than it is, is not looked for beforehand.
  facts: (
    column,
  ) => sql`CASE WHEN ${isNumber} AND (caller ~ '["\\\\]' OR strpos(${column}::text, ${bare}) > 0)
    THEN text_within(${column}, caller, ${bare}, ${masked}) ELSE ${column} END`,
});

/** What is filtered as a file, newest first, streamed, numbers as the reader may see them; in the audit log (F-09). */
export async function exportTransfers(ctx: Ctx, { format, ...asked }: TransferExport): Promise<CopyOut> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const { from, to } = timeOf(asked, ctx.now());
  const where = [from && sql`at >= ${from}`, to && sql`at < ${to}`, ...conditionsOf(ctx, asked)].filter(
    (part) => typeof part === "object",
  );
  const rows = sql`transfer WHERE ${where.length > 0 ? Prisma.join(where, " AND ") : sql`true`} ORDER BY at DESC, id DESC`;
  const whole = seesNumbers(ctx);
  const filters = { ...asked, ...(asked.period && { period: formatPeriod(asked.period) }) };
  return auditExport(
    ctx,
    {
      noun: "transfers",
      object: "transfers:log",
      what: { format, numbers: whole ? "whole" : "masked", filters },
    },
    () => copyExport({ columns: whole ? WHOLE : MASKED, from: rows }, format),
  );
}
