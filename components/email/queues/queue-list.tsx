"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import type { QueueView } from "#lib/email/queues/schema.ts";
import { QueueDialog } from "./queue-dialog.tsx";

type QueueListProps = {
  connectionId: string;
  channels: { id: string; name: string }[];
  queues: QueueView[];
  mayChange: boolean;
};

const SHOWN = 50;

/** The routing queues of a tenant, those with email channels first. */
export function QueueList({ connectionId, channels, queues, mayChange }: QueueListProps) {
  const router = useRouter();
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const found = queues.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const queue = queues.find(({ id }) => id === open);
  return (
    <div className="space-y-4">
      <Callout title="For what exists already">
        New mail is best routed by a{" "}
        {mayChange ? <Link href={`/skills?connection=${connectionId}`}>digital skill</Link> : "digital skill"}{" "}
        and a Studio script. Queue filters are for queues that stand already, and outbound mail follows them
        whether or not the channel has a script.
      </Callout>
      <div className="max-w-sm">
        <label htmlFor="queue-search" className="sr-only">
          Search queues
        </label>
        <input
          id="queue-search"
          type="search"
          className="control"
          placeholder="Search queues"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState
          kind={queues.length === 0 ? "nothing-yet" : "filtered-out"}
          title={queues.length === 0 ? "The tenant has no routing queue" : "No queue has this in its name"}
        >
          Nothing needs to be done: digital skills route mail without queues.
        </EmptyState>
      ) : (
        <ul aria-label="Routing queues" className="divide-y rounded-md border bg-surface">
          {found.slice(0, SHOWN).map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3"
            >
              <div className="min-w-0">
                <p className="font-medium">{one.name}</p>
                <p className="text-muted text-sm">
                  {includes(one, channels)}
                  {one.defaultOf !== null && (
                    <>
                      {" "}
                      · Is Default Skill:{" "}
                      {one.defaultOf.length > 0 ? `Yes (${one.defaultOf.join(", ")})` : "No"}
                    </>
                  )}
                </p>
              </div>
              <div className="flex items-center gap-3">
                <Entered queue={one} />
                <Button size="sm" onClick={() => setOpen(one.id)} aria-label={`Channels of ${one.name}`}>
                  Channels
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {found.length > SHOWN && (
        <p className="text-muted text-sm">
          {SHOWN} of {found.length} are shown: search for the others.
        </p>
      )}
      {queue && (
        <QueueDialog
          key={queue.id}
          connectionId={connectionId}
          queue={queue}
          channels={channels}
          mayChange={mayChange}
          onClose={() => setOpen(null)}
          onSaved={() => router.refresh()}
        />
      )}
    </div>
  );
}

function includes({ channelIds }: QueueView, channels: readonly { id: string; name: string }[]): string {
  if (channelIds.length === 0) return "Includes no email channel";
  const names = channels.filter(({ id }) => channelIds.includes(id)).map(({ name }) => name);
  return `Includes ${names.join(", ")}`;
}

function Entered({ queue: { attested, channelIds } }: { queue: QueueView }) {
  if (!attested) return channelIds.length === 0 ? null : <State kind="idle">Not set in CXone</State>;
  return attested.same ? (
    <State kind="good">Set in CXone</State>
  ) : (
    <State kind="warning">Changed since</State>
  );
}
