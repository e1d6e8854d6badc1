import NextLink from "next/link";
import { Section } from "#components/ui/card.tsx";
import { OUTCOMES } from "#lib/transfers/schema.ts";
import type { TransferSummary } from "#lib/transfers/summary/schema.ts";
import { logAddress } from "../log-address.ts";
import { REASON_WORDS } from "../reason-words.ts";
import { countInWords, shareInWords } from "./numbers.ts";

type ForemostProps = { summary: TransferSummary; connection: string | undefined };

/** Why first targets came to nothing, and at which queues; each leads to its rows. */
export function Foremost({ summary, connection }: ForemostProps) {
  const { period, reasons, queues } = summary;
  const isOne = new Set(queues.map(({ connectionId }) => connectionId)).size === 1;
  const missed = OUTCOMES.filter((outcome) => outcome !== "connected").join(",");
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Section title="Top reasons" note="Why the first target came to nothing.">
        <Lines
          none="Every call got through to its first target."
          lines={reasons.map(({ reason, count }) => ({
            key: reason,
            label: REASON_WORDS[reason] ?? reason,
            count,
            note: countInWords(count, "call"),
            href: logAddress({ period, connection, reason }),
          }))}
        />
      </Section>
      <Section
        title="Queues that missed most"
        note="Calls that did not get through to the queue they were for."
      >
        <Lines
          none="No queue missed a call."
          lines={queues.map(({ connectionId, connectionName, queueId, name, missed: count, total }) => ({
            key: `${connectionId} ${queueId}`,
            label: isOne ? name : `${name} · ${connectionName}`,
            count,
            note: `${countInWords(count)} of ${countInWords(total)}, ${shareInWords(count, total)}`,
            href: logAddress({ period, connection: connectionId, queue: queueId, outcome: missed }),
          }))}
        />
      </Section>
    </div>
  );
}

type Line = { key: string; label: string; count: number; note: string; href: string };

function Lines({ lines, none }: { lines: readonly Line[]; none: string }) {
  if (lines.length === 0) return <p className="p-3 text-muted text-sm">{none}</p>;
  const most = Math.max(...lines.map(({ count }) => count));
  return (
    <ul className="divide-y">
      {lines.map(({ key, label, count, note, href }) => (
        <li key={key} className="relative px-3 py-2 has-[a:hover]:bg-hover">
          <div className="flex items-baseline justify-between gap-3 text-sm">
            <NextLink href={href} className="min-w-0 truncate after:absolute after:inset-0">
              {label}
            </NextLink>
            <span className="shrink-0 text-muted tabular-nums">{note}</span>
          </div>
          {/* A shape with a width of its own: the page's policy allows no style attribute. */}
          <svg aria-hidden="true" className="mt-1 block h-1 w-full rounded-full bg-sunken">
            <rect width={`${Math.max(1, (count / most) * 100)}%`} height="100%" className="fill-accent" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
