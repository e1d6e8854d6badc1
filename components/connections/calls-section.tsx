import { Section } from "#components/ui/card.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Link } from "#components/ui/link.tsx";
import type { CallShare, ConnectionHealthView } from "#lib/connections/health/schema.ts";
import { CallsChart } from "./calls-chart.tsx";

type CallsSectionProps = { connectionId: string; health: ConnectionHealthView };

/** How the calls of the last hour and day went, with how many that were. */
export function CallsSection({ connectionId, health }: CallsSectionProps) {
  const { lastHour, lastDay, hours } = health;
  return (
    <Section
      title="Calls"
      note="Every attempt is counted, by all processes."
      actions={
        <Link href={`/activity/requests?connection=${connectionId}`} className="text-sm">
          Request log
        </Link>
      }
    >
      <div className="grid gap-3 p-3">
        <CallsChart hours={hours} />
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead className="text-left text-muted">
              <tr>
                <th scope="col" className="pr-4 font-normal">
                  Span
                </th>
                <th scope="col" className="pr-4 text-end font-normal">
                  Calls
                </th>
                <th scope="col" className="pr-4 text-end font-normal">
                  Failed
                </th>
                <th scope="col" className="pr-4 text-end font-normal">
                  Half within
                </th>
                <th scope="col" className="text-end font-normal">
                  95 % within
                </th>
              </tr>
            </thead>
            <tbody className="tabular-nums">
              <Span label="Last hour" share={lastHour} />
              <Span label="Last 24 hours" share={lastDay} />
            </tbody>
          </table>
        </div>
        <p className="text-muted text-xs">
          The request log keeps every failure, and of successes at most 1,000 a second.
        </p>
        {lastDay.heldBack > 0 && (
          <p className="text-muted text-sm">
            {lastDay.heldBack} more were not sent in the last 24 hours, because a breaker was open.
          </p>
        )}
      </div>
    </Section>
  );
}

function Span({ label, share }: { label: string; share: CallShare }) {
  const { calls, failed, p50Ms, p95Ms } = share;
  const percent = calls === 0 ? null : (failed / calls) * 100;
  const none = <span className="text-faint">none</span>;
  return (
    <tr>
      <th scope="row" className="pr-4 text-left font-medium">
        {label}
      </th>
      <td className="pr-4 text-end">{calls}</td>
      <td className="pr-4 text-end">
        {failed}
        {percent !== null && failed > 0 && (
          <span className="text-muted"> ({percent < 0.1 ? "< 0.1" : percent.toFixed(1)} %)</span>
        )}
      </td>
      <td className="pr-4 text-end">{p50Ms === null ? none : <Duration ms={p50Ms} />}</td>
      <td className="text-end">{p95Ms === null ? none : <Duration ms={p95Ms} />}</td>
    </tr>
  );
}
