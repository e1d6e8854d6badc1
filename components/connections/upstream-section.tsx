import { Section } from "#components/ui/card.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { UpstreamView } from "#lib/connections/health/schema.ts";

const LOOK = {
  open: { kind: "bad", word: "Open: calls are held back" },
  "half-open": { kind: "waiting", word: "Half open: one call is tried" },
  limited: { kind: "warning", word: "Limited by the other side" },
} as const;

type UpstreamSectionProps = { upstream: readonly UpstreamView[]; title?: string; note?: string };

/** Breakers that are not closed and limits that run, as all processes see them. */
export function UpstreamSection({
  upstream,
  title = "Breakers and limits",
  note = "Per host and kind of call, in every process. Running the checks tries an open one at once.",
}: UpstreamSectionProps) {
  return (
    <Section title={title} note={note}>
      {upstream.length === 0 ? (
        <p className="p-3 text-sm">
          <State kind="good">All closed, no limit</State>
        </p>
      ) : (
        <ul className="divide-y">
          {upstream.map(({ origin, operationClass, kind, state, since, until, processes }) => (
            <li key={`${kind} ${origin} ${operationClass}`} className="grid gap-1 p-3 text-sm">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <code className="break-all text-xs">
                  {origin} · {operationClass}
                </code>
                <State kind={LOOK[state].kind}>{LOOK[state].word}</State>
              </div>
              <p className="text-muted">
                Since <Time at={since} />
                {processes > 1 && `, in ${processes} processes`}.{" "}
                {until ? (
                  <>
                    Next try <Time at={until} />.
                  </>
                ) : (
                  "The next call is tried."
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
