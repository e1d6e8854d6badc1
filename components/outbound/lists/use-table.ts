"use client";

import { useState } from "react";
import type { Columns, RowReader, Table } from "#lib/outbound/lists/mapping.ts";
import type { ListRow } from "#lib/outbound/lists/schema.ts";

type Reader = typeof import("#lib/outbound/lists/mapping.ts");
type Read = { reader: Reader; table: Table; columns: Columns };
type Agent = { id: string; name: string };

export type CheckedRow = ListRow & { problems: readonly string[] };

/** The file that was chosen or pasted, read in the browser; the code for it is loaded with the first file. */
export function useTable() {
  const [read, setRead] = useState<Read | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  return {
    read,
    problem,
    async take(text: string) {
      const reader = await import("#lib/outbound/lists/mapping.ts");
      const table = await reader.readTable(text);
      const failed = typeof table === "string";
      setProblem(failed ? table : null);
      setRead(failed ? null : { reader, table, columns: reader.guessColumns(table) });
    },
    setColumns: (columns: Columns) => setRead((before) => before && { ...before, columns }),
  };
}

/** All rows with what is wrong with each. */
export function checkRows(
  { reader, table, columns }: Read,
  agents: readonly Agent[],
  agentId: string,
): CheckedRow[] {
  const look: RowReader = reader.rowReader(agents, agents.find(({ id }) => id === agentId) ?? null);
  return reader.rowsOf(table, columns).map((row) => ({ ...row, problems: look(row).problems }));
}

export const rowsToSend = ({ reader, table, columns }: Read): ListRow[] => reader.rowsOf(table, columns);
