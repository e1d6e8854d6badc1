type Row = {
  line: number;
  phoneNumber: string;
  name: string;
  agent: string;
  data?: Readonly<Record<string, unknown>> | undefined;
  problems: readonly string[];
};

/** A spreadsheet takes these for the beginning of a formula; a number with its plus sign it may have. */
const FORMULA = /^\s*[=+\-@]/;
const NUMBER = /^\+?[\d\s()./-]+$/;

function cell(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Rows as a file of comma-separated values with what is wrong at the end of each: mended there, it can be uploaded as a list
 * of its own. Lines end in CRLF.
 */
export function csvOfRows(rows: readonly Row[]): string {
  const context = [...new Set(rows.flatMap(({ data }) => Object.keys(data ?? {})))];
  const lines = rows.map(({ phoneNumber, name, agent, data, line, problems }) => [
    phoneNumber,
    name,
    agent,
    ...context.map((column) => data?.[column]),
    String(line),
    problems.join(" "),
  ]);
  const header = ["Phone number", "Name", "Agent", ...context, "Line", "Problem"];
  return [header, ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}
