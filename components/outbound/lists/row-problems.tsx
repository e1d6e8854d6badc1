/** Who has more to mend mends the file anew anyway. */
const MOST_SHOWN = 100;

type Row = { line: number; phoneNumber: string; name: string; agent: string; problems: readonly string[] };

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
          {rows.slice(0, MOST_SHOWN).map(({ line, phoneNumber, name, agent, problems }) => (
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
      {rows.length > MOST_SHOWN && (
        <p className="border-t px-3 py-1.5 text-muted text-sm">
          And {(rows.length - MOST_SHOWN).toLocaleString("en-GB")} more.
        </p>
      )}
    </div>
  );
}
