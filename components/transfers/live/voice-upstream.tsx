import { UpstreamSection } from "#components/connections/upstream-section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { VoiceUpstreamView } from "#lib/transfers/run/schema.ts";

/** Breakers and limits of each contact centre that calls are transferred at, with when the next call is tried. */
export function VoiceUpstream({ centres }: { centres: readonly VoiceUpstreamView[] | undefined }) {
  if (!centres) return <Skeleton className="h-24" />;
  return (
    <div className="grid content-start gap-6">
      {centres.map(({ connection, pausedBy, upstream }) => (
        <UpstreamSection
          key={connection.id}
          title={connection.name}
          note={
            pausedBy === null
              ? "Breakers and limits, in every process."
              : `Paused by ${pausedBy}: nothing starts.`
          }
          upstream={upstream}
        />
      ))}
    </div>
  );
}
