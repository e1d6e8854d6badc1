import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";

/** What needs this connection. */
export function DependentHandovers({ handovers }: Pick<ConnectionView, "handovers">) {
  return (
    <Section title="Handovers that need it">
      {handovers.length === 0 && <p className="p-3 text-muted text-sm">None uses this connection yet.</p>}
      <ul className="grid gap-1 p-3 text-sm empty:hidden">
        {handovers.map((handover) => (
          <li key={handover.id}>
            <Link href={`/handovers/${handover.id}`}>{handover.name}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
