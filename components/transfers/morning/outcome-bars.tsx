import { useRouter } from "next/navigation";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { Outcome } from "#lib/transfers/schema.ts";
import type { OutcomeCounts, TransferSummary } from "#lib/transfers/summary/schema.ts";
import { logAddress } from "../log-address.ts";
import { OUTCOME_LOOKS, OUTCOME_ORDER } from "../outcome.tsx";
import { barLabel, barName, countInWords, shareInWords } from "./numbers.ts";

const FILLS: Record<Outcome, string> = {
  connected: "var(--good)",
  fallback: "var(--accent)",
  voicemail: "var(--waiting)",
  failed: "var(--bad)",
  unknown: "var(--warning)",
  disconnected: "var(--faint)",
  cancelled: "var(--line-strong)",
};
const INK = { fill: "var(--muted)", fontSize: 12 };
const WIDEST_BAR = 48;
/** No-break, or the axis would break the line there. */
const SHARES = {
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  tickFormatter: (share: number) => `${Math.round(share * 100)}\u00a0%`,
};

type OutcomeBarsProps = { summary: TransferSummary; connection: string | undefined; asShares: boolean };
type Datum = { name: string; label: string; from: string; to: string; total: number } & OutcomeCounts;

/** Bars of outcomes one on the other; a press on a part of one leads to its rows. Nothing moves. */
export default function OutcomeBars({ summary, connection, asShares }: OutcomeBarsProps) {
  const router = useRouter();
  const { unit, zone, outcomes } = summary;
  const data = summary.bars.map(({ from, to, total, outcomes: counts }): Datum => {
    return { from, to, total, ...counts, label: barLabel(from, unit, zone), name: barName(from, unit, zone) };
  });
  const shown = OUTCOME_ORDER.filter((outcome) => outcomes[outcome] > 0);
  const open = (outcome: Outcome, index: number) => {
    const { from, to } = data[index] ?? {};
    if (from) router.push(logAddress({ from, to, outcome, connection }));
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={data}
        stackOffset={asShares ? "expand" : "none"}
        margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tick={INK}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={16}
        />
        <YAxis
          tick={INK}
          tickLine={false}
          axisLine={false}
          width={56}
          allowDecimals={false}
          {...(asShares && SHARES)}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={<Numbers shown={shown} />}
        />
        {shown.map((outcome) => (
          <Bar
            key={outcome}
            dataKey={outcome}
            stackId="outcomes"
            fill={FILLS[outcome]}
            stroke="var(--surface)"
            maxBarSize={WIDEST_BAR}
            isAnimationActive={false}
            className="cursor-pointer"
            onClick={(_, index) => open(outcome, index)}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

type NumbersProps = { shown: readonly Outcome[]; active?: boolean; payload?: readonly { payload?: Datum }[] };

/** What the pointer is over, in numbers. */
function Numbers({ shown, active, payload }: NumbersProps) {
  const datum = payload?.[0]?.payload;
  if (!active || !datum || datum.total === 0) return null;
  return (
    <div className="rounded-md bg-surface p-2 text-xs shadow-float">
      <p className="mb-1 font-medium">
        {datum.name}: {countInWords(datum.total, "call")}
      </p>
      <ul className="grid gap-0.5">
        {shown
          .filter((outcome) => datum[outcome] > 0)
          .map((outcome) => (
            <li key={outcome} className="flex items-center gap-2 tabular-nums">
              <span className="size-2 rounded-full" style={{ background: FILLS[outcome] }} />
              <span className="flex-1">{OUTCOME_LOOKS[outcome].word}</span>
              <span className="text-muted">{countInWords(datum[outcome])}</span>
              <span className="w-14 text-end">{shareInWords(datum[outcome], datum.total)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
