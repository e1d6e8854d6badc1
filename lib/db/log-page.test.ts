import { beforeAll, expect, test } from "vitest";
import { pool } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { type Log, type LogPlace, readLogPage } from "./log-page.ts";
import { withTestDatabase } from "./test-database.ts";

withTestDatabase();

const LOG: Log = { table: "growing", tie: "id", columns: ["id", "at"] };
type Row = { id: string; at: Date };

/**
 * A row every five minutes over two months, and at every tenth moment three more. What is looked for is frequent, lies
 * evenly, lies mostly in one hour, or is not met before it has been looked for a month long.
 */
beforeAll(async () => {
  await pool().query(`
    CREATE TABLE growing (id text, at timestamptz(3), kind text, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
    CREATE TABLE growing_1 PARTITION OF growing FOR VALUES FROM ('2026-09-01Z') TO ('2026-10-01Z');
    CREATE TABLE growing_2 PARTITION OF growing FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z');
    CREATE INDEX ON growing (kind, at, id);
    INSERT INTO growing SELECT 'row_' || n || '_' || twin, '2026-09-01Z'::timestamptz + n * interval '5 minutes',
      CASE WHEN n % 2 = 0 THEN 'frequent' WHEN n % 201 = 0 THEN 'even' WHEN n BETWEEN 16990 AND 17002 THEN 'burst'
        WHEN n < 17 THEN 'oldest' ELSE 'rest' END
    FROM generate_series(0, 17279) AS n, generate_series(0, CASE WHEN n % 10 = 0 THEN 3 ELSE 0 END) AS twin`);
  await pool().query("ANALYZE growing");
});

const END = new Date("2026-11-01T00:00:00Z");
/** Rows are read until there are so many, or no more. */
const ENOUGH = 300;

for (const kind of ["frequent", "even", "burst", "oldest", "absent"]) {
  test(`pages of what is ${kind} have every row once, in order, either way`, async () => {
    const match = [Prisma.sql`kind = ${kind}`];
    const { rows: all } = await pool().query<Row>(
      "SELECT id, at FROM growing WHERE kind = $1 ORDER BY at DESC, id DESC",
      [kind],
    );
    const read = async (place: { older?: LogPlace; newer?: LogPlace; to?: Date }) => {
      const page = await readLogPage<Row>(LOG, { match, limit: 13, ...place });
      return page.map(({ id, at }) => ({ id, at }));
    };

    const met: Row[] = [];
    let older: LogPlace | undefined;
    while (met.length < ENOUGH) {
      const page = await read(older ? { older } : { to: END });
      const last = page.at(-1);
      if (!last) break;
      met.push(...page);
      older = { at: last.at, tie: last.id };
    }
    expect(met.length).toBeGreaterThanOrEqual(Math.min(all.length, ENOUGH));
    expect(met).toEqual(all.slice(0, met.length));

    const back: Row[] = [];
    let newer = older;
    while (newer) {
      const page = await read({ newer });
      back.unshift(...page);
      newer = page[0] && { at: page[0].at, tie: page[0].id };
    }
    expect(back).toEqual(met.slice(0, -1));
  });
}
