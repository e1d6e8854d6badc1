import { MenuPath } from "#components/setup/menu-path.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { Link } from "#components/ui/link.tsx";
import type { IntegrationRow } from "#lib/channels/schema.ts";

const PLACE = ["CXone", "Omnichannel Routing", "ACD", "Digital", "Bring Your Own Channel"];

type IntegrationListProps = { integrations: readonly IntegrationRow[]; connectionId: string };

/** Each integration with the channels that run over it and the handover that it was made for. */
export function IntegrationList({ integrations, connectionId }: IntegrationListProps) {
  if (integrations.length === 0) {
    return (
      <EmptyState kind="nothing-yet" title="No integration is known">
        An integration is added in CXone by hand. The set-up of a handover shows each value to copy and asks
        for the Integration ID that CXone gives it.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="mb-3 text-muted text-sm">
        In CXone they stand under <MenuPath path={PLACE} />
      </p>
      <ul className="divide-y rounded-md border bg-surface">
        {integrations.map(({ integrationId, channels, handover }) => (
          <li key={integrationId} className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-2">
            <div className="min-w-0">
              <p className="font-medium">
                {handover ? (
                  <Link href={`/handovers/${handover.id}/setup/byoc`}>{handover.name}</Link>
                ) : (
                  "Not made for a handover of ours"
                )}
              </p>
              <Id value={integrationId} label="integration id" />
            </div>
            <div className="min-w-0 text-sm">
              {channels.length === 0 && <p className="text-muted">No channel runs over it yet.</p>}
              {channels.map(({ id, name }) => (
                <p key={id}>
                  <Link href={`/channels/${encodeURIComponent(id)}?connection=${connectionId}`}>{name}</Link>
                </p>
              ))}
              {handover && <p className="break-all text-muted">Client ID {handover.byocClientId}</p>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
