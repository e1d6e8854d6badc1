import Download from "lucide-react/icons/download";
import type { TableQuery } from "#components/data-table/use-table-query.ts";
import { Menu } from "#components/ui/menu.tsx";

const formats = [
  { format: "csv", label: "CSV", note: "For spreadsheets; cells that look like formulas are escaped." },
  { format: "jsonl", label: "JSONL", note: "One object per line with its timeline, for programs." },
];

/** Exports what the list is filtered to, all pages of it. That it was exported is in the audit log. */
export function ExportTransfers({ query: { api } }: { query: TableQuery }) {
  const { older: _older, newer: _newer, sort: _sort, ...asked } = api;
  const entries = formats.map(({ format, label, note }) => {
    const wanted = Object.entries({ ...asked, format }).filter(([, value]) => value !== undefined);
    const address = `/api/transfers/export?${new URLSearchParams(wanted as [string, string][])}`;
    // A download leaves the page where it is.
    return { label, note, onSelect: () => window.location.assign(address) };
  });
  return <Menu label="Export" icon={<Download aria-hidden />} entries={entries} />;
}
