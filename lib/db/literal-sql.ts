import "server-only";
import pg from "pg";
import type { Prisma } from "./generated/client.ts";

/**
 * The text of a query with its values written into it as literals. For COPY alone, which takes no parameters: anything
 * else hands its values over beside the text. Throws on a value of a kind it does not know.
 */
export function literalSql(query: Prisma.Sql): string {
  return query.strings.reduce((text, part, index) => text + literal(query.values[index - 1]) + part);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  // PostgreSQL cannot hold the character, so nothing it keeps has it; in a literal it would end the statement.
  if (typeof value === "string") return pg.escapeLiteral(value.replaceAll("\0", "\uFFFD"));
  if (typeof value === "bigint" || typeof value === "boolean" || Number.isFinite(value)) return String(value);
  if (value instanceof Date) return `'${value.toISOString()}'::timestamptz`;
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(",")}]`;
  throw new TypeError(`A ${typeof value} cannot be written as a literal`);
}
