/** Reads a CSV text by the grammar of RFC 4180 and nothing more lenient; for tests. Throws where the text breaks it. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
      record.push(cell.value);
      at = cell.end;
      if (text[at] !== ",") break;
      at += 1;
    }
    if (!text.startsWith("\r\n", at)) throw new Error(`no CR LF at ${at}`);
    at += 2;
    records.push(record);
  }
  return records;
}

function quotedCell(text: string, start: number): { value: string; end: number } {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw new Error(`the quote at ${start} is not closed`);
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function plainCell(text: string, start: number): { value: string; end: number } {
  const value = /^[^",\r\n]*/.exec(text.slice(start, start + 100_000))?.[0] ?? "";
  return { value, end: start + value.length };
}
