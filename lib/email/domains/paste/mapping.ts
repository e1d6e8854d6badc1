import { kindOf } from "../mapping.ts";
import type { DomainRecord, RecordKind } from "../schema.ts";
import { bareCell, type PastedLine, splitLines } from "./lines/mapping.ts";

export type PastedRecords = {
  records: DomainRecord[];
  /** What could not be taken, with why; lines from 1. */
  left: { line: number; text: string; why: string }[];
};

type Type = "TXT" | "CNAME" | "MX";
type Columns = { type: number; name: number; value: number; priority: number };

const TYPE = /^(TXT|CNAME|MX)$/i;
const HEADS = {
  type: /^(record )?type$|^typ$/i,
  name: /^(record )?(name|host|hostname|host name)\b|^record$/i,
  value: /^(record )?(value|data|content|points to|target|answer|destination|wert|ziel)\b/i,
  priority: /^(priority|pref|preference|mx level|prio)$/i,
};

/**
 * Reads records out of what was copied from a page or a file: a table (tabs), CSV, columns set with blanks, lines of a
 * zone file, or one cell per line. Names may have the domain at their end or not. Pure; gives what it took and what it
 * did not.
 */
export function readPaste(text: string, domain: string): PastedRecords {
  const lines = splitLines(text);
  const left: PastedRecords["left"] = [];
  const records: DomainRecord[] = [];
  let columns: Columns | null = null;
  for (const line of stacked(lines) ?? lines) {
    const head = headOf(line.cells);
    if (head) {
      columns = head;
      continue;
    }
    const read = readLine(line.cells, columns, domain);
    const isSame = (one: DomainRecord) =>
      typeof read !== "string" &&
      one.name === read.name &&
      one.type === read.type &&
      one.value === read.value;
    if (typeof read === "string") left.push({ line: line.number, text: line.text, why: read });
    else if (!records.some(isSame)) records.push(read);
  }
  return { records, left };
}

/** Cells that came each on a line of its own: TXT, then the name, then the value. */
function stacked(lines: readonly PastedLine[]): PastedLine[] | null {
  const isType = (line: PastedLine | undefined) => line !== undefined && TYPE.test(line.text);
  if (!lines.some(isType)) return null;
  return lines.flatMap((line, index) => {
    const [name, value] = [lines[index + 1], lines[index + 2]];
    if (!isType(line) || !name || !value || isType(name) || isType(value)) return [];
    return [{ number: line.number, text: line.text, cells: [line.text, name.text, value.text] }];
  });
}

function headOf(cells: readonly string[]): Columns | null {
  const find = (head: RegExp) => cells.findIndex((cell) => head.test(bareCell(cell)));
  const [type, name] = [find(HEADS.type), find(HEADS.name)];
  if (type < 0 || name < 0) return null;
  return { type, name, value: find(HEADS.value), priority: find(HEADS.priority) };
}

function readLine(cells: readonly string[], columns: Columns | null, domain: string): DomainRecord | string {
  const isType = (cell: string | undefined) => TYPE.test(bareCell(cell ?? ""));
  const typeAt = columns && isType(cells[columns.type]) ? columns.type : cells.findIndex(isType);
  if (typeAt < 0) return "No record type in it: TXT, CNAME or MX.";
  const type = bareCell(cells[typeAt] ?? "").toUpperCase() as Type;
  const nameAt = columns?.name ?? nameIn(cells, typeAt, domain);
  const written = bareCell(cells[nameAt] ?? "");
  if (isElsewhere(written, domain)) return `It belongs to another domain than ${domain}.`;
  const name = fullName(written, domain);
  if (name === null) return "No name that a record can have.";
  const valueAt = columns && columns.value >= 0 ? columns.value : valueIn(cells, [typeAt, nameAt]);
  const found = normaliseValue(type, cells[valueAt] ?? "");
  if (found === "") return "No value in it.";
  const priority = priorityOf(cells, columns, [typeAt, nameAt, valueAt]);
  const value = type === "MX" && !/^\d+ /.test(found) ? `${priority} ${found}` : found;
  const kind = kindOf({ type, name, value }, domain);
  const other = standsFor(kind, name);
  if (other !== null && other !== domain) return `It is for ${other}, not for ${domain}.`;
  return { kind, type, name, value, need: kind === "spf" || kind === "dmarc" ? "recommended" : "required" };
}

/** The domain that SES asks such a record of: a subdomain of ours is one of its own, with records of its own (M-10). */
function standsFor(kind: RecordKind, name: string): string | null {
  if (kind === "verification") return name.slice("_amazonses.".length);
  if (kind === "dkim") return name.slice(name.indexOf("._domainkey.") + "._domainkey.".length);
  return kind === "inbound" ? name : null;
}

/** The cell that ends with the domain, else the first that is neither type nor number. */
function nameIn(cells: readonly string[], typeAt: number, domain: string): number {
  const bare = cells.map((cell) => bareCell(cell).toLowerCase().replace(/\.$/, ""));
  const own = bare.findIndex((cell, index) => index !== typeAt && cell.endsWith(domain));
  return own >= 0 ? own : bare.findIndex((cell, index) => index !== typeAt && !/^\d*$/.test(cell));
}

/** The longest of the remaining cells: a TTL, a state and a priority are short. */
function valueIn(cells: readonly string[], taken: readonly number[]): number {
  const lengths = cells.map((cell, index) => (taken.includes(index) ? -1 : cell.trim().length));
  return lengths.indexOf(Math.max(...lengths));
}

function priorityOf(cells: readonly string[], columns: Columns | null, taken: readonly number[]): number {
  const named = columns && columns.priority >= 0 ? bareCell(cells[columns.priority] ?? "") : undefined;
  const isShort = (cell: string, index: number) => !taken.includes(index) && /^\d{1,3}$/.test(cell);
  const found = named ?? cells.map(bareCell).find(isShort);
  return found !== undefined && /^\d{1,5}$/.test(found) ? Number(found) : 10;
}

/** A whole name outside the domain: it ends with a period, or as domains of that kind do. */
function isElsewhere(written: string, domain: string): boolean {
  const name = written.trim().toLowerCase();
  const bare = name.replace(/\.$/, "");
  if (bare === domain || bare.endsWith(`.${domain}`) || !bare.includes(".")) return false;
  return name.endsWith(".") || bare.split(".").at(-1) === domain.split(".").at(-1);
}

/**
 * A name with the domain at its end, in lower case; "@" stands for the domain. For a subdomain the name may end within its
 * zone: "_amazonses.shop" of shop.example.com. Null for what is none.
 */
export function fullName(text: string, domain: string): string | null {
  const name = text.trim().toLowerCase().replace(/\.$/, "");
  if (name === "@" || name === domain) return domain;
  if (!/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name) || name.includes("..")) return null;
  if (name.endsWith(`.${domain}`)) return name;
  const labels = domain.split(".");
  for (let cut = 1; labels.length - cut >= 2; cut++) {
    const sub = labels.slice(0, cut).join(".");
    if (name.endsWith(`.${sub}`)) return `${name}.${labels.slice(cut).join(".")}`;
  }
  return `${name}.${domain}`;
}

/** A value as DNS shows it: TXT without quotes and with its strings joined, hosts in lower case without their period. */
export function normaliseValue(type: Type, text: string): string {
  const value = unquote(text.trim());
  if (type === "TXT") return value;
  return value.toLowerCase().replace(/\s+/g, " ").replace(/\.$/, "");
}

/** `"a" "b"` is one text of two strings; `\"` and, in a cell of CSV, `""` are a quote in it. */
function unquote(value: string): string {
  if (!/^".*"$/s.test(value) || value.length < 2) return value;
  const cell = bareCell(value);
  if (cell !== value && cell.startsWith('"')) return unquote(cell);
  const strings = value.match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  return strings.map((string) => string.slice(1, -1).replace(/\\(.)/gs, "$1")).join("");
}
