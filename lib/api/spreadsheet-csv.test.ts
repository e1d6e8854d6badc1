import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { type CellKind, spreadsheetCsv } from "./spreadsheet-csv.ts";

/** What comes out when it comes in pieces of a length in bytes. */
const through = (csv: string, kinds: CellKind[], length = 1_000) => {
  const bytes = Buffer.from(csv);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += length) pieces.push(bytes.subarray(at, at + length));
  return text(Readable.from(pieces).pipe(spreadsheetCsv(kinds)));
};

describe("CSV on its way to a spreadsheet", () => {
  test.each([
    ["a formula", "=1+1", "'=1+1"],
    ["a formula in quotes", '"=1,1"', `"'=1,1"`],
    ["a mark of its own", "'a", "''a"],
    ["a carriage return", '"\ra"', `"'\ra"`],
    ["a tab", "\ta", "'\ta"],
    ["nothing", "", ""],
    ["an empty text", '""', '""'],
    ["a quotation mark, and a formula after it", '"""=a"', '"""=a"'],
    ["a formula further on", "a=1", "a=1"],
    ["a formula after a line break of its own", '"a\n=1"', '"a\n=1"'],
  ])("%s", async (_what, cell, marked) => {
    const csv = (it: string, end: string) => `n,text,next${end}1,${it},-2${end}${it},${it},${it}${end}`;
    // The first column and the last are not looked at: a number below zero stays one.
    const wanted = `n,text,next\r\n1,${marked},-2\r\n${cell},${marked},${cell}\r\n`;
    for (const length of [1_000, 1, 2, 3])
      expect(await through(csv(cell, "\n"), ["plain", "text", "plain"], length)).toBe(wanted);
  });

  test("the first cell of a record is looked at like the others", async () => {
    expect(await through("a\n=1\n@b\n", ["text"])).toBe("a\r\n'=1\r\n'@b\r\n");
  });

  test("moments are written after ISO 8601, and none where there is none", async () => {
    const csv = "at,text,until\n2026-11-21 08:30:00.12,2026-11-21 08:30:00,\n,,2026-11-21 08:30:00\n";
    for (const length of [1_000, 1, 2, 3, 20])
      expect(await through(csv, ["moment", "text", "moment"], length)).toBe(
        "at,text,until\r\n2026-11-21T08:30:00.12Z,2026-11-21 08:30:00,\r\n,,2026-11-21T08:30:00Z\r\n",
      );
  });
});
