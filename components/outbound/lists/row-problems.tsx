"use client";

import Download from "lucide-react/icons/download";
import { useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

type Row = {
  line: number;
  phoneNumber: string;
  name: string;
  agent: string;
  data?: Readonly<Record<string, unknown>>;
  problems: readonly string[];
};

/** Rows of a file with what is wrong with each of them. */
export function RowProblems({ rows, label }: { rows: readonly Row[]; label: string }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm" aria-label={label}>
        <thead>
          <tr className="border-b text-left text-muted">
            {["Line", "Number", "Result", "Name", "Agent"].map((header) => (
              <th key={header} scope="col" className="px-3 py-1.5 font-medium">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map(({ line, phoneNumber, name, agent, problems }) => (
            <tr key={line}>
              <td className="px-3 py-1.5 text-muted tabular-nums">{line}</td>
              <td className="whitespace-nowrap px-3 py-1.5 tabular-nums">{phoneNumber}</td>
              <td className="min-w-56 px-3 py-1.5">
                {problems.length === 0 ? (
                  <span className="text-good">Can be called</span>
                ) : (
                  <span className="text-bad">{problems.join(" ")}</span>
                )}
              </td>
              <td className="whitespace-nowrap px-3 py-1.5">{name}</td>
              <td className="whitespace-nowrap px-3 py-1.5">{agent}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DownloadRowsProps = { read: () => Promise<readonly Row[]>; name: string };

/** The rows that cannot be called as a file to mend. It is made here, of what this reader may see. */
export function DownloadRows({ read, name }: DownloadRowsProps) {
  const [loading, setLoading] = useState(false);
  const download = async () => {
    setLoading(true);
    try {
      const [{ csvOfRows }, rows] = await Promise.all([
        import("#lib/outbound/lists/rejected/mapping.ts"),
        read(),
      ]);
      // With a byte order mark, by which spreadsheets know the encoding.
      const address = URL.createObjectURL(new Blob(["\ufeff", csvOfRows(rows)], { type: "text/csv" }));
      const link = Object.assign(document.createElement("a"), {
        href: address,
        download: `${name.replaceAll(/[^\p{L}\p{N} _-]/gu, "").trim() || "list"} - cannot be called.csv`,
      });
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      const { title, detail, fix } = toProblem(error);
      toast({ kind: "bad", title, description: [detail, fix].filter(Boolean).join(" ") });
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button size="sm" loading={loading} onClick={() => void download()}>
      <Download aria-hidden />
      Download as CSV
    </Button>
  );
}
