import { describe, expect, test } from "vitest";
import { guessColumns, readTable, rowReader, rowsOf, type Table } from "./mapping.ts";
import { MAX_ROWS } from "./schema.ts";

const table = async (text: string): Promise<Table> => {
  const read = await readTable(text);
  if (typeof read === "string") throw new Error(read);
  return read;
};
const anna = { id: "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59", name: "Anna Schmidt" };

describe("a file of calls", () => {
  test("with a mark of its encoding, semicolons and other columns is read by its header", async () => {
    const read = await table(
      '\ufeffPhone;Customer name;Agent;Contract\r\n+4915112340001;"Roth; Hanna";anna  schmidt;C-1\r\n\r\n+4915112340002;Omar;;\r\n',
    );
    const columns = guessColumns(read);
    expect(columns).toEqual({ agent: 2, phoneNumber: 0, name: 1, data: [3] });
    expect(rowsOf(read, columns)).toEqual([
      {
        line: 2,
        phoneNumber: "+4915112340001",
        name: "Roth; Hanna",
        agent: "anna  schmidt",
        data: { Contract: "C-1" },
      },
      { line: 4, phoneNumber: "+4915112340002", name: "Omar", agent: "", data: {} },
    ]);
  });

  test("is read by its header whatever comes first, and no column is two things", async () => {
    const read = await table(
      "\ufeffContract,Customer name,Agent number,Phone\nC-1,Omar,30101,+4915112340002\n",
    );
    const columns = guessColumns(read);
    expect(columns).toEqual({ agent: 2, phoneNumber: 3, name: 1, data: [0] });
    expect(rowsOf(read, columns)).toEqual([
      { line: 2, phoneNumber: "+4915112340002", name: "Omar", agent: "30101", data: { Contract: "C-1" } },
    ]);
  });

  test("with two columns of one name loses neither", async () => {
    const read = await table("Phone,Note,Note,Note\n+4915112340001,one,,three\n");
    expect(rowsOf(read, guessColumns(read))[0]?.data).toEqual({ Note: "one", "Note (3)": "three" });
    expect(read.header).toEqual(["Phone", "Note", "Note (2)", "Note (3)"]);
  });

  test("without a header is read by what looks like a number", async () => {
    const read = await table("Hanna\t+4915112340001\nOmar\t+4915112340002\n");
    expect(read.header).toBeNull();
    expect(guessColumns(read)).toMatchObject({ phoneNumber: 1, name: null });
    expect(read.rows.map(({ line }) => line)).toEqual([1, 2]);
  });

  test.each([
    ["empty", "", /empty/],
    ["blank", "\n \n", /empty/],
    ["nothing but a header", "Phone,Name\n", /header and no rows/],
    [
      "an open quotation mark",
      'Phone,Name\n+4915112340001,"Roth\n',
      /quotation mark that is opened in line \d is never closed/,
    ],
    ["a quotation mark inside", 'Phone,Name\n+4915112340001,a"b\n', /Line 2 cannot be read/],
    ["10,001 rows", `Phone\n${"+4915112340001\n".repeat(MAX_ROWS + 1)}`, /at most 10,000 rows/],
  ])("%s is told in words", async (_what, text, sentence) => {
    expect(await readTable(text)).toMatch(sentence);
  });

  test("of 10,000 rows is read whole", async () => {
    expect((await table(`Phone\n${"+4915112340001\n".repeat(MAX_ROWS)}`)).rows).toHaveLength(MAX_ROWS);
  });
});

describe("a row", () => {
  const row = { line: 2, phoneNumber: "+4915112340001", name: "Hanna", agent: "Anna Schmidt", data: {} };
  const read = (more: object, forAll: typeof anna | null = null, agents = [anna]) =>
    rowReader(agents, forAll)({ ...row, ...more });

  test("finds its agent by name in any case, by id, or takes the one for all rows", () => {
    for (const agent of ["anna  SCHMIDT", anna.id.toUpperCase()])
      expect(read({ agent }).call?.agent).toEqual(anna);
    expect(read({ agent: "" }, anna).call).toMatchObject({ agent: anna, name: "Hanna" });
    expect(read({ agent: "30101" }, null, []).call?.agent.id).toBe("30101");
    expect(read({}, { id: "30102", name: "Bob" }).call?.agent).toEqual(anna);
  });

  test.each([
    [{ phoneNumber: "" }, "Enter a phone number."],
    [{ phoneNumber: "+49 151 12340001" }, /Leave out blanks/],
    [
      { phoneNumber: "4,91511E+12" },
      /^The spreadsheet shortened this number\. Format the column as text and save the file again\.$/,
    ],
    [{ phoneNumber: '=HYPERLINK("x")' }, /The number is a formula/],
    [{ name: "=1+1" }, /The name is a formula/],
    [{ data: { Contract: "=cmd|'/c calc'!A1" } }, /Contract is a formula/],
    [{ name: "x".repeat(121) }, /more than 120 characters/],
    [{ data: { note: "x".repeat(4_001) } }, /At most 4000 characters/],
    [{ agent: "30101" }, "The campaign has no agent with the name or id 30101."],
    [{ agent: "Bob" }, "The campaign has no agent with the name or id Bob."],
    [{ agent: "" }, /names no agent/],
  ])("%j says what is wrong with it", (more, sentence) => {
    const { call, problems } = read(more);
    expect(call).toBeNull();
    expect(problems.join(" ")).toMatch(sentence);
  });

  test("with a number of another row says which, and two agents of one name are told apart by id", () => {
    const reader = rowReader([anna], null);
    // What cannot be called takes its number from nobody.
    expect(reader({ ...row, line: 1, agent: "Bob" }).call).toBeNull();
    expect(reader(row).problems).toEqual([]);
    expect(reader({ ...row, line: 3 }).problems).toEqual(["The same number as in line 2."]);
    expect(read({}, null, [anna, { ...anna, id: "other" }]).problems).toEqual([
      "Several agents are called Anna Schmidt. Use the id.",
    ]);
  });
});
