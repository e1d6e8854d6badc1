import Download from "lucide-react/icons/download";
import type { TableQuery } from "#components/data-table/use-table-query.ts";
import { Menu } from "#components/ui/menu.tsx";

const formats = [
  { format: "csv", label: "CSV", note: "For spreadsheets; cells that look like formulas are escaped." },
  { format: "jsonl", label: "JSONL", note: "One object per line, for programs." },
];

/** Exports what the list is filtered to, all pages of it. */
export function ExportBounced({ query: { api } }: { query: TableQuery }) {
  const { older: _older, newer: _newer, sort: _sort, ...asked } = api;
  const entries = formats.map(({ format, label, note }) => {
    const wanted = Object.entries({ ...asked, format }).filter(([, value]) => value !== undefined);
    const address = `/api/email/bounced/export?${new URLSearchParams(wanted as [string, string][])}`;
    // A download leaves the page where it is.
    return { label, note, onSelect: () => window.location.assign(address) };
  });
  return <Menu label="Export" icon={<Download aria-hidden />} entries={entries} />;
}
