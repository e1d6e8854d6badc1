import { expect, test } from "vitest";
import { guessColumns, readTable, rowsOf } from "../mapping.ts";
import { csvOfRows } from "./mapping.ts";

const row = (more: object = {}) => ({
  line: 3,
  phoneNumber: "0151 1234",
  name: "Omar",
  agent: "Anna Schmidt",
  data: {},
  problems: ["Leave out blanks."],
  ...more,
});

test("every row that cannot be called is in the file, with its context and what is wrong", () => {
  const rows = [
    row({ data: { Contract: "C-1" } }),
    row({ line: 4, data: { Tier: 2 }, problems: ["No.", "Neither."] }),
  ];
  expect(csvOfRows(rows)).toBe(
    "Phone number,Name,Agent,Contract,Tier,Line,Problem\r\n" +
      "0151 1234,Omar,Anna Schmidt,C-1,,3,Leave out blanks.\r\n" +
      "0151 1234,Omar,Anna Schmidt,,2,4,No. Neither.\r\n",
  );
});

test("what a spreadsheet would take for a formula stays text, and a number keeps its plus sign", () => {
  const csv = csvOfRows([row({ name: '=HYPERLINK("http://x")', agent: "@SUM(1)", phoneNumber: "+49151" })]);
  expect(csv.split("\r\n")[1]).toBe(`+49151,"'=HYPERLINK(""http://x"")",'@SUM(1),3,Leave out blanks.`);
});

test("the mended file is read again as it was", async () => {
  const mended = row({ phoneNumber: "+4915112340001", name: 'Roth, "Hanna"', data: { Note: "a\nb" } });
  const table = await readTable(csvOfRows([mended]));
  if (typeof table === "string") throw new Error(table);
  expect(rowsOf(table, guessColumns(table))).toMatchObject([
    { phoneNumber: "+4915112340001", name: 'Roth, "Hanna"', agent: "Anna Schmidt", data: { Note: "a\nb" } },
  ]);
});
