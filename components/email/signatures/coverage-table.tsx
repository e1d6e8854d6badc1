import { Link } from "#components/ui/link.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { State } from "#components/ui/state.tsx";
import type { CoverageRow } from "#lib/email/signatures/schema.ts";

/** Every agent with the signature they have, or that they have none. */
export function CoverageTable({ rows }: { rows: readonly CoverageRow[] }) {
  return (
    <ScrollBox label="Coverage, scrollable" className="rounded-md border bg-surface">
      <table aria-label="Coverage" className="w-full text-sm">
        <thead className="border-b text-left text-muted text-xs">
          <tr>
            {["Name", "Team", "State", "Signature"].map((head) => (
              <th key={head} scope="col" className="px-4 py-2 font-medium max-sm:px-2">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <tr key={row.agentId}>
              <th scope="row" className="px-4 py-2 text-left font-normal max-sm:px-2">
                <span className="block">{row.name}</span>
                <span className="block break-all text-muted text-xs">{row.email}</span>
              </th>
              <td className="px-4 py-2 max-sm:px-2">{row.teamName}</td>
              <td className="px-4 py-2 max-sm:px-2">
                <CoverageState state={row.state} />
              </td>
              <td className="px-4 py-2 max-sm:px-2">
                {row.signature ? (
                  <Link href={`/email/signatures/${row.signature.id}`}>{row.signature.name}</Link>
                ) : (
                  <span className="text-faint">none</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function CoverageState({ state }: Pick<CoverageRow, "state">) {
  if (state === "has") return <State kind="good">Has one</State>;
  return state === "none" ? <State kind="warning">Has none</State> : <State kind="idle">Inactive</State>;
}
