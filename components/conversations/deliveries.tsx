import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { eventInWords } from "#lib/handover/conversation/mapping.ts";
import type { RelayRowView } from "#lib/handover/conversation/schema.ts";

const looks: Record<RelayRowView["state"], { kind: StateKind; word: string }> = {
  done: { kind: "good", word: "Done" },
  waiting: { kind: "waiting", word: "Waiting" },
  parked: { kind: "bad", word: "Parked" },
};

/** What was brought from one side to the other, newest first, with what went wrong. */
export function Deliveries({ events, linked }: { events: readonly RelayRowView[]; linked: boolean }) {
  return (
    <Section title="Deliveries" note="What came in and what became of it, newest first.">
      {events.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">Nothing yet.</p>
      ) : (
        <ol className="max-h-96 divide-y overflow-y-auto text-sm">
          {events.map((event) => (
            <li key={event.id} className="px-4 py-2">
              <div className="flex items-center justify-between gap-3">
                {linked ? (
                  <Link href={`/activity/deliveries/${event.id}`}>{eventInWords(event.kind)}</Link>
                ) : (
                  <span>{eventInWords(event.kind)}</span>
                )}
                <State kind={looks[event.state].kind}>{looks[event.state].word}</State>
              </div>
              <p className="text-faint text-xs">
                <Time at={event.receivedAt} />
                {event.attempts > 1 && ` · ${event.attempts} tries`}
                {event.state === "waiting" && event.nextAt && (
                  <>
                    {" · next try "}
                    <Time at={event.nextAt} />
                  </>
                )}
              </p>
              {event.error && <p className="break-words text-muted text-xs">{event.error}</p>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
