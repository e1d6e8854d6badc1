import NextLink from "next/link";
import { Card } from "#components/ui/card.tsx";
import { Duration } from "#components/ui/duration.tsx";
import type { TransferSummary } from "#lib/transfers/summary/schema.ts";
import { logAddress } from "../log-address.ts";
import { OUTCOME_ORDER, OutcomeState } from "../outcome.tsx";
import { countInWords, shareInWords } from "./numbers.ts";

type OutcomeStatsProps = { summary: TransferSummary; connection: string | undefined };

/** The share of each outcome, how many calls that is, and what it was before. Every number leads to its rows. */
export function OutcomeStats({ summary, connection }: OutcomeStatsProps) {
  const { period, total, outcomes, before, meanMs } = summary;
  return (
    <Card className="mb-6 grid grid-cols-2 gap-px overflow-hidden bg-line sm:grid-cols-4">
      <Tile href={logAddress({ period, connection })} label="Transfers">
        <Value text={countInWords(total)} note={`${countInWords(before.total)} before`} />
        {meanMs !== null && (
          <p className="text-faint text-xs">
            <Duration ms={meanMs} /> on average
          </p>
        )}
      </Tile>
      {OUTCOME_ORDER.map((outcome) => (
        <Tile
          key={outcome}
          href={logAddress({ period, connection, outcome })}
          label={<OutcomeState outcome={outcome} />}
        >
          <Value
            text={shareInWords(outcomes[outcome], total)}
            note={
              before.total === 0
                ? "nothing to compare"
                : `${shareInWords(before.outcomes[outcome], before.total)} before`
            }
          />
          <p className="text-faint text-xs">{countInWords(outcomes[outcome], "call")}</p>
        </Tile>
      ))}
    </Card>
  );
}

type TileProps = { href: string; label: React.ReactNode; children: React.ReactNode };

function Tile({ href, label, children }: TileProps) {
  return (
    <div className="relative min-w-0 bg-surface p-3 has-[a:hover]:bg-hover">
      <NextLink href={href} className="text-muted text-sm after:absolute after:inset-0">
        {label}
        <span className="sr-only">: show these transfers</span>
      </NextLink>
      {children}
    </div>
  );
}

function Value({ text, note }: { text: string; note: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="font-medium text-xl tabular-nums tracking-tight">{text}</span>
      <span className="text-muted text-xs">{note}</span>
    </p>
  );
}
