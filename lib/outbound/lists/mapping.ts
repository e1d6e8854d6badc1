import * as z from "zod";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import { type CallInput, callFields } from "../schema.ts";
import { type ListRow, MAX_ROWS, TOO_MANY_ROWS } from "./schema.ts";

/** What a row asks for, or what is wrong with it in words. */
export type ReadRow =
  | { call: Pick<CallInput, "phoneNumber" | "data"> & { name: string | null; agent: Agent }; problems: [] }
  | { call: null; problems: string[] };
type Agent = Pick<VoiceChoice, "id" | "name">;

export type RowReader = (row: ListRow) => ReadRow;

const rowFields = z.object({
  phoneNumber: callFields.shape.phoneNumber,
  name: z.string().trim().max(120, { error: "The name has more than 120 characters." }),
  data: callFields.shape.data,
});

const FORMULA = "is a formula. Save the file with values.";
const SHORTENED = "The spreadsheet shortened this number. Format the column as text and save the file again.";

/**
 * Reads rows in the order of the file: by the rules of a single call, with an agent found by id or name, and every number once.
 * Says all that is wrong with a row.
 */
export function rowReader(agents: readonly Agent[], forAll: Agent | null): RowReader {
  const lines = new Map<string, number>();
  return (row) => {
    const problems = formulas(row);
    const phoneNumber = row.phoneNumber.trim();
    const shortened = /^\d[.,]\d+e\+?\d+$/i.test(phoneNumber);
    if (shortened) problems.push(SHORTENED);
    const parsed = rowFields.safeParse({ phoneNumber, name: row.name, data: row.data });
    for (const { path, message } of parsed.error?.issues ?? [])
      if (!(shortened && path[0] === "phoneNumber")) problems.push(message);
    const agent = findAgent(agents, forAll, row.agent.trim());
    if (typeof agent === "string") problems.push(agent);
    const first = lines.get(phoneNumber);
    if (parsed.success && first !== undefined) problems.push(`The same number as in line ${first}.`);
    if (problems.length > 0 || typeof agent === "string" || !parsed.success) return { call: null, problems };
    lines.set(phoneNumber, row.line);
    return { call: { ...parsed.data, name: parsed.data.name || null, agent }, problems: [] };
  };
}

/** A cell that begins with an equals sign was meant for a spreadsheet, and is never a number or a name. */
function formulas({ phoneNumber, name, agent, data }: ListRow): string[] {
  const cells = Object.entries({ "The number": phoneNumber, "The name": name, "The agent": agent, ...data });
  return cells.flatMap(([what, cell]) =>
    typeof cell === "string" && cell.trimStart().startsWith("=") ? [`${what} ${FORMULA}`] : [],
  );
}

const ID = /^([1-9]\d{0,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const plain = (text: string) => text.replaceAll(/\s+/g, " ").toLocaleLowerCase("en");

/** The agent of a row; a sentence when there is none. Where CXone lists nobody, an id is taken as it is. */
function findAgent(agents: readonly Agent[], forAll: Agent | null, text: string): Agent | string {
  if (text === "") return forAll ?? "The row names no agent, and none was chosen for all rows.";
  const byId = agents.find(({ id }) => id.toLowerCase() === text.toLowerCase());
  if (byId) return byId;
  const [one, other] = agents.filter(({ name }) => plain(name) === plain(text));
  if (one && other) return `Several agents are called ${text}. Use the id.`;
  if (one) return one;
  if (agents.length === 0 && ID.test(text)) return { id: text, name: text };
  return `The campaign has no agent with the name or id ${text.slice(0, 60)}.`;
}

export type Table = { header: string[] | null; rows: { line: number; cells: string[] }[] };
/** Which column is what, from 0; `data` goes along as context under the name of the column. */
export type Columns = {
  phoneNumber: number | null;
  name: number | null;
  agent: number | null;
  data: number[];
};

const DELIMITERS = [",", ";", "\t", "|"] as const;
const looksDialled = (cell: string) => /^[+(\d=]/.test(cell) && cell.replaceAll(/\D/g, "").length >= 6;

/** Reads a file or what was pasted: delimiter and header are found. A sentence when it cannot be read. */
export async function readTable(text: string): Promise<Table | string> {
  if (text.trim() === "") return "The file is empty.";
  const { parse } = await import("csv-parse/browser/esm/sync");
  const first =
    text
      .trimStart()
      .split(/\r?\n/, 1)[0]
      ?.replaceAll(/"[^"]*"/g, "") ?? "";
  const delimiter = DELIMITERS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0];
  const rows: Table["rows"] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: delimiter ?? ",",
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_ROWS + 2,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    return unreadable(error as { code?: string; lines?: number });
  }
  const header = rows[0]?.cells.some(looksDialled) ? null : told(rows.shift()?.cells ?? []);
  if (rows.length === 0) return "The file has a header and no rows.";
  return rows.length > MAX_ROWS ? TOO_MANY_ROWS : { header, rows };
}

/** Columns of one name are told apart, so that none takes the place of another. */
const told = (header: readonly string[]): string[] =>
  header.map((name, index) => {
    const before = name === "" ? 0 : header.slice(0, index).filter((one) => one === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });

function unreadable({ code, lines = 1 }: { code?: string; lines?: number }): string {
  return code === "CSV_QUOTE_NOT_CLOSED"
    ? `A quotation mark that is opened in line ${lines} is never closed.`
    : `Line ${lines} cannot be read: a quotation mark stands in the middle of a cell.`;
}

const NAMES = {
  agent: /agent|owner|user/i,
  phoneNumber: /phone|number|tel|mobile|nummer/i,
  name: /name|customer|contact/i,
};

/** What the columns seem to be, by their names, or by what looks like a number. */
export function guessColumns({ header, rows }: Table): Columns {
  const names = header ?? rows[0]?.cells ?? [];
  const taken = new Set<number>();
  const take = (index: number) => {
    if (index >= 0) taken.add(index);
    return index < 0 ? null : index;
  };
  const called = (name: RegExp) =>
    header === null ? -1 : header.findIndex((text, index) => !taken.has(index) && name.test(text));
  const agent = take(called(NAMES.agent));
  const byName = called(NAMES.phoneNumber);
  const byLooks = rows[0]?.cells.findIndex(looksDialled) ?? -1;
  const phoneNumber = take(byName < 0 ? byLooks : byName);
  const name = take(called(NAMES.name));
  const data = header === null ? [] : names.map((_, index) => index).filter((index) => !taken.has(index));
  return { agent, phoneNumber, name, data };
}

export const columnName = ({ header }: Table, index: number) => header?.[index] || `Column ${index + 1}`;

/** The rows of a table as a list takes them. Empty cells of context are left out. */
export function rowsOf(table: Table, columns: Columns): ListRow[] {
  return table.rows.map(({ line, cells }) => {
    const cell = (index: number | null) => (index === null ? "" : (cells[index] ?? ""));
    const data = columns.data.flatMap((index) =>
      cell(index) === "" ? [] : [[columnName(table, index), cell(index)] as const],
    );
    return {
      line,
      phoneNumber: cell(columns.phoneNumber),
      name: cell(columns.name),
      agent: cell(columns.agent),
      data: Object.fromEntries(data),
    };
  });
}
