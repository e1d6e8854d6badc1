import { Link } from "#components/ui/link.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { HealthBadge } from "./health-badge.tsx";

/** The tenants and how each stands, in a line. */
export function ConnectionsStrip({ connections }: { connections: readonly ConnectionView[] }) {
  if (connections.length === 0) return null;
  return (
    <ul aria-label="Connections" className="mb-6 flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {connections.map(({ id, name, health }) => (
        <li key={id} className="flex items-center gap-2">
          <Link href={`/connections/${id}`}>{name}</Link>
          <HealthBadge health={health} />
        </li>
      ))}
    </ul>
  );
}
