import { columnVisibilityFeature, createColumnHelper, tableFeatures } from "@tanstack/react-table";

/** What a column says about itself beside header and cell. */
export type ColumnNotes = {
  /** Its name in the column choice where the header is not plain text. */
  label?: string;
  /** The server can sort by it, under the column's id. */
  sortable?: boolean;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Cannot be hidden. The first column never can. */
  fixed?: boolean;
  /** Left out below 640 px, where a row has little room. */
  wideOnly?: boolean;
};

/** The server sorts, filters and pages; the table itself only knows which columns show. */
export const tableParts = tableFeatures({ columnVisibilityFeature, columnMeta: {} as ColumnNotes });

export type TableParts = typeof tableParts;

/**
 * `const column = columnsOf<Row>(); const columns = column.columns([column.accessor("name", { header: "Name" }), …])`,
 * at the top level of a file: the table wants the same array on every render.
 */
export const columnsOf = <Row extends object>() => createColumnHelper<TableParts, Row>();
