/** A line of what was pasted, with its number from 1 and cut into cells. */
export type PastedLine = { number: number; text: string; cells: string[] };

/** Many pages have a button beside each value, and its word is copied with the value. */
const COPY_BUTTON = /(?<=^|\s)Copy(?=\s*(\t|$))/g;

/** Cuts a text into lines of cells; empty lines, rules of a table and comments of a zone file are left out. */
export function splitLines(text: string): PastedLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((row) => row.replace(COPY_BUTTON, ""))
    .map((row, index) => ({ number: index + 1, text: row.trim(), cells: cellsOf(row) }))
    .filter((line) => line.text !== "" && !/^[-=+|\s:]+$|^[;#]/.test(line.text));
}

/** A cell without the quotes that CSV puts round it. */
export function bareCell(cell: string): string {
  const text = cell.trim();
  return /^"(?:[^"]|"")*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** By the separator that the line has: tab, else | ; or , outside quotes, else blanks. */
function cellsOf(row: string): string[] {
  if (row.includes("\t")) return row.split("\t").map((cell) => cell.trim());
  if (row.includes("|")) {
    const cells = splitBy(row.trim().replace(/^\||\|$/g, ""), "|");
    if (cells.length >= 3) return cells;
  }
  for (const separator of [";", ","]) {
    const cells = splitBy(row, separator);
    // A value may hold the separator; a record begins with two short cells.
    if (cells.length >= 3 && cells.some((cell) => /^(TXT|CNAME|MX|type|record type)$/i.test(bareCell(cell))))
      return cells;
  }
  const wide = row.trim().split(/\s{2,}/);
  return wide.length >= 3 && !/\sIN\s/.test(row) ? wide : splitBlanks(row.trim());
}

/** A separator inside quotes is text. The quotes stay: what they mean depends on the type. */
function splitBy(row: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const char of row) {
    if (char === '"') quoted = !quoted;
    if (char === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += char;
  }
  return [...cells, cell.trim()];
}

/** Type, name and the rest, wherever the type stands; a TTL and the class of a zone file fall away. */
function splitBlanks(row: string): string[] {
  const [, before = "", type = "", after = ""] = /^(.*?)\b(TXT|CNAME|MX)\s+(.*)$/i.exec(row) ?? [];
  if (!type) return [row];
  const name = before.split(/\s+/).find((part) => part !== "" && !/^(IN|\d+[smhdw]?)$/i.test(part));
  if (name !== undefined) return [type, name, after];
  const [, first = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(after) ?? [];
  return [type, first, rest];
}
