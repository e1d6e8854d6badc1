import { text } from "node:stream/consumers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { copyExport, type ExportFormat, exportResponse } from "./copy-export.ts";
import { readCsv } from "./read-csv.ts";

withTestDatabase();

const { sql } = Prisma;

const source = (from = sql`note ORDER BY n`) => ({
  columns: [
    { name: "n", value: sql`n`, kind: "plain" as const },
    { name: "at", value: sql`at`, kind: "moment" as const },
    { name: 'the "text"', value: sql`body`, kind: "text" as const },
  ],
  from,
});
const fileOf = async (format: ExportFormat, from?: Prisma.Sql) => {
  const copy = await copyExport(source(from), format);
  return { content: await text(copy.stream), rows: await copy.rows };
};
const keep = async (bodies: readonly string[]) => {
  await db().$executeRaw`TRUNCATE note`;
  await db().$executeRaw`INSERT INTO note (n, at, body)
    SELECT n, '2026-11-21T09:30:00.120+01:00', body FROM unnest(${[...bodies]}::text[]) WITH ORDINALITY AS b(body, n)`;
};
/** Takes back what was done for the sake of spreadsheets. */
const withoutMark = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell);

beforeAll(async () => {
  await db().$executeRaw`CREATE TABLE note (n int, at timestamptz(3), body text)`;
});

describe("an export", () => {
  test("in CSV survives a strict reader, whatever was typed, and no cell is a formula", async () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', "'", ",", "\\", ".", "ü", "😀"),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 20 }), async (raw) => {
        const bodies = raw.map((body) => body.replaceAll("\0", "").toWellFormed());
        await keep(bodies);
        const { content, rows } = await fileOf("csv");
        const [head, ...records] = readCsv(content);
        expect(head).toEqual(["n", "at", 'the "text"']);
        expect(rows).toBe(bodies.length);
        expect(records.map((record) => withoutMark(record[2] ?? ""))).toEqual(bodies);
        for (const [, , cell = ""] of records) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 30 },
    );
  });

  test("in JSONL is one object per line, exactly as it was", async () => {
    const bodies = ["=1+1", 'a "b"\n\\c', "\u0001\u0002 ü😀", "\\."];
    await keep(bodies);
    const { content, rows } = await fileOf("jsonl");
    expect(rows).toBe(4);
    const lines = content
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line['the "text"'])).toEqual(bodies);
    expect(lines[0]).toMatchObject({ n: 1, at: "2026-11-21T08:30:00.12Z" });
  });

  test("takes values as values: a quote in a filter ends nothing", async () => {
    await keep(["a", "'; DROP TABLE note; --\\"]);
    const wanted = ["'; DROP TABLE note; --\\", "x"];
    const { rows } = await fileOf(
      "csv",
      sql`note WHERE body = ANY(${wanted}) AND n > ${1} AND at < ${new Date()}`,
    );
    expect(rows).toBe(1);
  });

  test("keeps nothing back in memory: the server waits while nobody reads", async () => {
    const copy = await copyExport(source(sql`note, generate_series(1, 2000000) AS many`), "csv");
    const reader = exportResponse(copy, "csv", "notes").body?.getReader();
    await reader?.read();
    // A hundred megabytes are on offer; soon the server can write no more of them.
    const waitsFor = async () => {
      const [server] = await db().$queryRaw<{ wait_event: string | null }[]>`
        SELECT wait_event FROM pg_stat_activity
        WHERE query LIKE 'COPY (SELECT n AS%' AND datname = current_database()`;
      return server?.wait_event;
    };
    await expect.poll(waitsFor).toBe("ClientWrite");
    expect(copy.stream.readableLength).toBeLessThan(1_000_000);
    await reader?.cancel();
    await expect(copy.rows).rejects.toThrow();
    await expect.poll(waitsFor).toBeUndefined();
  });

  test("that fails on the way breaks off instead of ending as if it were whole", async () => {
    await keep(["1"]);
    const copy = await copyExport(source(sql`note WHERE 1 / (n - 1) > 0`), "csv");
    await expect(text(copy.stream)).rejects.toThrow("division by zero");
    await expect(copy.rows).rejects.toThrow("division by zero");
  });
});
