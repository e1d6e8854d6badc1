"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { State } from "#components/ui/state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { seenAs } from "#lib/email/attestations/mapping.ts";
import { timeInWords } from "#lib/email/sla/mapping.ts";
import type { ChannelSlaView, SlaView } from "#lib/email/sla/schema.ts";
import { Attestation } from "../attestation.tsx";
import { valuesOf } from "./sla-page.tsx";

const ChannelSlaForm = lazy(() => import("./channel-sla-form.tsx"));

type ChannelSlaListProps = {
  sla: SlaView;
  mayChange: boolean;
  path: readonly string[];
  onSaved: (sla: SlaView) => void;
};

/** What counts for each channel: the global service level, or its own. */
export function ChannelSlaList({ sla, mayChange, path, onSaved }: ChannelSlaListProps) {
  const [open, setOpen] = useState<string | null>(null);
  const channel = sla.channels.find(({ channelId }) => channelId === open);
  return (
    <Section title="Channels" note="A channel follows the global service level, or has one of its own.">
      {sla.channels.length === 0 ? (
        <EmptyState kind="nothing-yet" title="No email channel yet">
          Channels appear here when their set-up begins.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {sla.channels.map((one) => (
            <li
              key={one.channelId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3"
            >
              <div className="min-w-0">
                <p className="font-medium">{one.name}</p>
                <p className="text-muted text-sm">{inWords(one, sla)}</p>
              </div>
              <div className="flex items-center gap-3">
                <Entered channel={one} />
                <Button
                  size="sm"
                  onClick={() => setOpen(one.channelId)}
                  aria-label={`${mayChange ? "Change" : "Show"} the service level of ${one.name}`}
                >
                  {mayChange ? "Change" : "Show"}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={channel !== undefined}
        onOpenChange={(wanted) => wanted || setOpen(null)}
        title={`Service level of ${channel?.name ?? ""}`}
        wide
      >
        {channel && (
          <div className="space-y-6">
            {mayChange && (
              <Suspense fallback={<Skeleton className="h-40" />}>
                <ChannelSlaForm key={channel.version} channel={channel} hours={sla.hours} onSaved={onSaved} />
              </Suspense>
            )}
            <Attestation
              path={[...path, channel.name, "Edit"]}
              values={
                channel.targets
                  ? [{ label: "Toggle", value: "NO, DIFFERENT" }, ...valuesOf(channel.targets)]
                  : [{ label: "Toggle", value: "YES" }]
              }
              attested={channel.attested}
              mayChange={mayChange}
              onAttest={async (attested, evidence) =>
                onSaved(
                  await fetchJson<SlaView>(`/api/email/channels/${channel.channelId}/sla/attestation`, {
                    method: "PUT",
                    body: { attested, evidence, seen: seenAs({ targets: channel.targets }) },
                  }),
                )
              }
            />
          </div>
        )}
      </Dialog>
    </Section>
  );
}

function inWords({ targets }: ChannelSlaView, sla: SlaView): string {
  const counts = targets ?? sla.targets;
  const whose = targets ? "Its own" : "Follows the global one";
  if (!counts) return `${whose}: none is set`;
  return `${whose}: first response ${timeInWords(counts.firstResponse)}, solution ${timeInWords(counts.solution)}`;
}

function Entered({ channel: { attested } }: { channel: ChannelSlaView }) {
  if (!attested) return <State kind="idle">Not entered in CXone</State>;
  return attested.same ? <State kind="good">Entered</State> : <State kind="warning">Changed since</State>;
}
