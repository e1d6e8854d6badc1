import type { ReactNode } from "react";

/** One column of a `DataTable`. The server sorts and filters, so a column only says how it looks. */
export type Column<Row> = {
  /** As in the address and the API's `sort`. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The server can sort by it. */
  sortable?: boolean;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Cannot be hidden. The first column never can. */
  fixed?: boolean;
  /** Left out below 640 px, where a row has little room. */
  wideOnly?: boolean;
};
