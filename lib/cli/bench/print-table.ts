import { isMet, type Line } from "./row.ts";

const HEADINGS = ["row", "what", "ours", "peer", "ratio", "goal", "met"];

/** The whole table as text, columns aligned, notes below. */
export function tableOf(lines: readonly Line[]): string {
  const notes = new Set(lines.flatMap(({ row, note }) => (note ? `${row}: ${note}` : [])));
  return [grid(lines), ...(notes.size > 0 ? ["", ...notes] : [])].join("\n");
}

function grid(lines: readonly Line[]): string {
  const cells = [HEADINGS, ...lines.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellsOf(line: Line): string[] {
  const goal = "atLeast" in line.goal ? `≥ ${line.goal.atLeast}` : `≤ ${line.goal.atMost}`;
  const met = isMet(line) ? "yes" : "no";
  return [line.row, line.what, line.ours, line.peer, ratioText(line.ratio), goal, met];
}

/** Three figures that matter: 0.00042, 0.87, 12.3. */
export function ratioText(ratio: number): string {
  if (Number.isInteger(ratio)) return String(ratio);
  return ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2);
}
