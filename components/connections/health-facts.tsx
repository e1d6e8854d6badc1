import type { ReactNode } from "react";
import { Stat, StatRow } from "#components/ui/stat.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ConnectionHealthView } from "#lib/connections/health/schema.ts";

/** The measured facts in one row. */
export function HealthFacts({ health }: { health: ConnectionHealthView }) {
  const { lastOkAt, failure, nextCheckAt, nextExpiry, paused } = health;
  const time = (at: string | null | undefined, none: ReactNode) =>
    at ? <Time at={at} /> : <span className="text-faint">{none}</span>;
  return (
    <StatRow>
      <Stat label="Last success" value={time(lastOkAt, "never")} />
      <Stat
        label="Last error"
        value={time(failure?.at, "none")}
        note={failure?.title}
        {...(failure?.requestKey ? { href: `/activity/requests/${failure.requestKey}` } : {})}
      />
      <Stat label="Next check" value={time(nextCheckAt, paused ? "paused" : "soon")} />
      <Stat
        label="Next expiry"
        value={
          nextExpiry ? <Time at={nextExpiry} as="day" /> : <span className="text-faint">none known</span>
        }
        href="/expiries"
      />
    </StatRow>
  );
}
