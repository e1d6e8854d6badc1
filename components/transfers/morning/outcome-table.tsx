import { PageLink } from "#components/ui/page-link.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { TransferSummary } from "#lib/transfers/summary/schema.ts";
import { logAddress } from "../log-address.ts";
import { OUTCOME_LOOKS, OUTCOME_ORDER } from "../outcome.tsx";
import { barName, countInWords } from "./numbers.ts";

type OutcomeTableProps = {
  summary: TransferSummary;
  connection: string | undefined;
  /** False while the bars are shown in its place: then nothing in it is a stop for the Tab key. */
  reachable: boolean;
};

/** The bars as numbers, the newest first; hours and days without a call are left out. */
export function OutcomeTable({ summary, connection, reachable }: OutcomeTableProps) {
  const { bars, unit, zone, outcomes } = summary;
  const shown = OUTCOME_ORDER.filter((outcome) => outcomes[outcome] > 0);
  const rows = bars.filter(({ total }) => total > 0).reverse();
  return (
    <ScrollBox label="Outcomes over time, scrollable" className="max-h-96">
      <table aria-label="Outcomes over time" className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" className={head}>
              {unit === "hour" ? "Hour" : "Day"}
            </th>
            <th scope="col" className={`${head} text-end`}>
              All
            </th>
            {shown.map((outcome) => (
              <th key={outcome} scope="col" className={`${head} text-end`}>
                {OUTCOME_LOOKS[outcome].word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, total, outcomes: counts }) => (
            <tr key={from}>
              <th scope="row" className="whitespace-nowrap border-t px-3 py-1.5 font-normal">
                {barName(from, unit, zone)}
              </th>
              <Count count={total} href={logAddress({ from, to, connection })} reachable={reachable} />
              {shown.map((outcome) => (
                <Count
                  key={outcome}
                  count={counts[outcome]}
                  href={logAddress({ from, to, connection, outcome })}
                  reachable={reachable}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

const head = "sticky top-0 whitespace-nowrap bg-surface px-3 py-2 text-muted";

function Count({ count, href, reachable }: { count: number; href: string; reachable: boolean }) {
  return (
    <td className="border-t px-3 py-1.5 text-end tabular-nums">
      {count === 0 ? (
        <span className="text-faint">0</span>
      ) : (
        <PageLink
          href={href}
          {...(!reachable && { tabIndex: -1 })}
          className="text-accent-ink underline decoration-from-font underline-offset-2 max-sm:inline-block max-sm:min-h-6"
        >
          {countInWords(count)}
        </PageLink>
      )}
    </td>
  );
}
