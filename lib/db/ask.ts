import "server-only";
import type pg from "pg";
import type { Tx } from "./client.ts";

/** A connection of pg, or the transaction of Prisma that a change is made in. */
export type Asked = Pick<pg.Pool, "query"> | Tx;

/** One statement for either. A number comes back as PostgreSQL's integer does there: take it as text where it may be long. */
export async function ask<Row extends object>(
  client: Asked,
  { name, text, values }: { name: string; text: string; values: readonly unknown[] },
): Promise<Row[]> {
  if ("$queryRawUnsafe" in client) return client.$queryRawUnsafe<Row[]>(text, ...values);
  return (await client.query<Row>({ name, text, values: [...values] })).rows;
}
