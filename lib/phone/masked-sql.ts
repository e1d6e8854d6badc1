import "server-only";
import { Prisma } from "#lib/db/generated/client.ts";
import { HIDDEN, NUMBER_PARTS } from "./mapping.ts";

const { sql } = Prisma;

/** What `maskNumber` does, done by the database to a column. */
export const maskedSql = (number: Prisma.Sql): Prisma.Sql =>
  sql`CASE WHEN ${number} ~ ${NUMBER_PARTS}
    THEN replace(regexp_replace(${number}, ${NUMBER_PARTS}, ${`+\\1 \\2 ${HIDDEN} \\3`}), '  ', ' ')
    WHEN ${number} IS NOT NULL THEN ${HIDDEN} END`;
