import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { OpenRemoval } from "#lib/email/channels/removal/schema.ts";

type OpenRemovalsProps = { removals: readonly OpenRemoval[]; mayOpen: boolean };

/** Channels that are gone here and of which CXone still has something: nobody would think of them otherwise. */
export function OpenRemovals({ removals, mayOpen }: OpenRemovalsProps) {
  if (removals.length === 0) return null;
  return (
    <Callout kind="waiting" title="Removed here, still in CXone" className="mt-4">
      <ul>
        {removals.map(({ id, name, open }) => (
          <li key={id}>
            {mayOpen ? <Link href={`/email/channels/${id}/remove`}>{name}</Link> : name}: {open} left to do
          </li>
        ))}
      </ul>
    </Callout>
  );
}
