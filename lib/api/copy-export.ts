import "server-only";
import { Readable } from "node:stream";
import { type CopyOut, copyOut } from "#lib/db/copy-out.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type CellKind, spreadsheetCsv } from "./spreadsheet-csv.ts";

const { sql } = Prisma;

/** What a file is made as: CSV after RFC 4180, for spreadsheets; JSONL, one object per line, for programs. */
export type ExportFormat = "csv" | "jsonl";

/** Of a `moment` the column itself, of type timestamptz. */
export type ExportColumn = { name: string; value: Prisma.Sql; kind: CellKind };

export type ExportSource = {
  columns: readonly ExportColumn[];
  /** All that follows FROM: `audit_entry WHERE … ORDER BY seq`. */
  from: Prisma.Sql;
};

/**
 * Rows of the database as a file, streamed by COPY: constant memory for any number of rows. In CSV a cell that begins
 * with = + - @ tab or CR, which a spreadsheet would run as a formula, gets a ' before it, and so does one that begins
 * with ': who reads the file with a program takes one leading ' away and has the text as it was.
 */
export function copyExport(source: ExportSource, format: ExportFormat): Promise<CopyOut> {
  return format === "csv" ? copyCsv(source) : copyJsonLines(source);
}

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/jsonl; charset=utf-8",
};

/** The file as an answer: a download under `name`, never kept by a cache or shown as a page. */
export function exportResponse({ stream }: CopyOut, format: ExportFormat, name: string): Response {
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": CONTENT_TYPES[format],
      "content-disposition": `attachment; filename="${name}.${format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function copyCsv({ columns, from }: ExportSource): Promise<CopyOut> {
  const { stream, rows } = await copyOut(
    sql`SELECT ${fields(columns, utc)} FROM ${from}`,
    "FORMAT csv, HEADER",
  );
  const csv = spreadsheetCsv(columns.map(({ kind }) => kind));
  stream.on("error", (error) => csv.destroy(error));
  // A reader who leaves closes the last stream of the chain; the first must hear of it.
  csv.once("close", () => stream.destroy());
  return { stream: stream.pipe(csv), rows };
}

/** JSON has no control characters, so with two of them as delimiter and quote COPY writes it as it is. */
function copyJsonLines({ columns, from }: ExportSource): Promise<CopyOut> {
  return copyOut(
    sql`SELECT row_to_json(line) FROM (SELECT ${fields(columns, isoTime)} FROM ${from}) AS line`,
    "FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01'",
  );
}

const fields = (columns: readonly ExportColumn[], moment: (value: Prisma.Sql) => Prisma.Sql) =>
  Prisma.join(
    columns.map(
      ({ name, value, kind }) =>
        sql`${kind === "moment" ? moment(value) : value} AS ${Prisma.raw(`"${name.replaceAll('"', '""')}"`)}`,
    ),
  );

const utc = (moment: Prisma.Sql) => sql`${moment} AT TIME ZONE 'UTC'`;
/** With as many decimals as it needs. Not by `to_char`, which takes longer than all other cells of a row together. */
const isoTime = (moment: Prisma.Sql) => sql`replace((${utc(moment)})::text, ' ', 'T') || 'Z'`;
