import { Facts } from "#components/console/facts.tsx";
import { timeInWords } from "#lib/email/sla/mapping.ts";
import type { SlaView } from "#lib/email/sla/schema.ts";
import { hoursInWords } from "#lib/hours/mapping.ts";

/** The global service level, for those who may only read it. */
export function SlaSummary({ sla }: { sla: SlaView }) {
  const { hours, targets } = sla;
  if (!targets) return <p className="text-muted">No service level is set.</p>;
  return (
    <Facts
      facts={[
        ["Business hours", hoursInWords(hours)],
        ["Closed on", hours.closed.length > 0 ? hours.closed.join(", ") : "no day besides"],
        ["First response", timeInWords(targets.firstResponse)],
        ["Solution", timeInWords(targets.solution)],
      ]}
    />
  );
}
