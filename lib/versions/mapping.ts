import type { VersionPage } from "./schema.ts";

/**
 * A page of versions, newest first, each viewed beside the one before it; null for the first. `rows` has one more than the page
 * holds: what the last one changed is told against it.
 */
export function pageOfVersions<Row extends { version: number }, View>(
  rows: readonly Row[],
  size: number,
  view: (row: Row, older: Row | null) => View,
): VersionPage<View> {
  const page = rows.slice(0, size);
  return {
    items: page.map((row, index) => view(row, rows[index + 1] ?? null)),
    next: rows.length > size ? (page.at(-1)?.version ?? null) : null,
  };
}

export type DiffLine = { kind: "same" | "added" | "removed"; text: string };

/** What cannot be shown line by line in a page, and is told by its numbers alone. */
const MOST_LINES = 2_000;
const CONTEXT = 3;

/**
 * What became of a text line by line. What both begin and end with is set aside first; beyond 2,000 lines that differ, old and
 * new stand one after the other.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a = [], b = []] = [before, after].map((text) => (text === "" ? [] : text.split(/\r?\n/)));
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const same = (text: string): DiffLine => ({ kind: "same", text });
  return [
    ...a.slice(0, head).map(same),
    ...diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

function diffMiddle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const removed = a.map((text): DiffLine => ({ kind: "removed", text }));
  const added = b.map((text): DiffLine => ({ kind: "added", text }));
  if (a.length * b.length > MOST_LINES * MOST_LINES) return [...removed, ...added];
  // Length of the longest common run of lines from each pair of places to the ends.
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: "same", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) {
      lines.push(removed[i] ?? { kind: "removed", text: "" });
      i += 1;
    } else {
      lines.push(added[j] ?? { kind: "added", text: "" });
      j += 1;
    }
  }
  return [...lines, ...removed.slice(i), ...added.slice(j)];
}

export type LineCount = { added: number; removed: number };

export const countLines = (lines: readonly DiffLine[]): LineCount => ({
  added: lines.filter(({ kind }) => kind === "added").length,
  removed: lines.filter(({ kind }) => kind === "removed").length,
});

/** `at` is the place of the line in the whole. */
export type Hunk = { skipped: number; lines: (DiffLine & { at: number })[] };

/** The changed lines with three of what stands round them; `skipped` lines before each are the same. */
export function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== "same"),
  );
  const hunks: Hunk[] = [];
  let skipped = 0;
  for (const [at, line] of lines.entries()) {
    if (!near[at]) {
      skipped += 1;
      continue;
    }
    if (at === 0 || !near[at - 1]) hunks.push({ skipped, lines: [] });
    hunks.at(-1)?.lines.push({ ...line, at });
    skipped = 0;
  }
  return hunks;
}
