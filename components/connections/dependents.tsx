import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";

type Uses = Pick<ConnectionView, "handovers" | "transferPolicies">;

/** What needs this connection. */
export function Dependents(uses: Uses) {
  const links = dependentLinks(uses);
  return (
    <Section title="What needs it">
      {links.length === 0 && <p className="p-3 text-muted text-sm">Nothing uses this connection yet.</p>}
      <ul className="grid gap-1 p-3 text-sm empty:hidden">
        {links.map(({ href, name, what }) => (
          <li key={href}>
            <Link href={href}>{name}</Link> <span className="text-muted">{what}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Handovers and transfer policies, each with its page. */
export const dependentLinks = ({ handovers, transferPolicies }: Uses) => [
  ...handovers.map(({ id, name }) => ({ href: `/handovers/${id}`, name, what: "handover" })),
  ...transferPolicies.map(({ id, name }) => ({
    href: `/transfers/policies/${id}`,
    name,
    what: "transfer policy",
  })),
];
