"use client";

import { useId, useState } from "react";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { seenAs } from "#lib/email/attestations/mapping.ts";
import type { QueueView } from "#lib/email/queues/schema.ts";
import { Attestation } from "../attestation.tsx";

type QueueDialogProps = {
  connectionId: string;
  queue: QueueView;
  channels: readonly { id: string; name: string }[];
  mayChange: boolean;
  onClose: () => void;
  onSaved: () => void;
};

const ADD = [
  "Filters",
  "the filter",
  "Conditions",
  "Add condition",
  "Included channels rule",
  "Create condition for selected type",
  "Add",
];

/** Which email channels a queue is to include, and what a person does for it in CXone. */
export function QueueDialog({
  connectionId,
  queue,
  channels,
  mayChange,
  onClose,
  onSaved,
}: QueueDialogProps) {
  const id = useId();
  const [chosen, setChosen] = useState<readonly string[]>(queue.channelIds);
  const { busy, problem, run } = useAttempt();
  const address = `/api/email/queues/${connectionId}/${encodeURIComponent(queue.id)}`;
  const changed = [...chosen].sort().join() !== queue.channelIds.join();
  const save = () =>
    run("save", async () => {
      await fetchJson(address, { method: "PUT", body: { channelIds: chosen, before: queue.channelIds } });
      onSaved();
    });
  const wanted = channels.filter((channel) => queue.channelIds.includes(channel.id));
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`Channels of ${queue.name}`} wide>
      <div className="space-y-6">
        <div className="space-y-3">
          {channels.length === 0 && <p className="text-muted text-sm">There is no email channel yet.</p>}
          <fieldset disabled={!mayChange} className="space-y-1">
            <legend className="sr-only">Included email channels</legend>
            {channels.map((channel) => (
              <div key={channel.id} className="flex items-center gap-2">
                <Checkbox
                  id={`${id}-${channel.id}`}
                  checked={chosen.includes(channel.id)}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked
                        ? [...chosen, channel.id]
                        : chosen.filter((one) => one !== channel.id),
                    )
                  }
                />
                <label htmlFor={`${id}-${channel.id}`} className="text-sm">
                  {channel.name}
                </label>
              </div>
            ))}
          </fieldset>
          {problem && <ErrorState problem={problem} />}
          {mayChange && channels.length > 0 && (
            <Button
              variant={changed ? "primary" : "secondary"}
              disabled={!changed}
              loading={busy !== null}
              onClick={() => void save()}
            >
              Save
            </Button>
          )}
        </div>
        {(wanted.length > 0 || queue.attested) && (
          <Attestation
            path={["CXone", "ACD", "Digital", "Routing Queues", queue.name, ...ADD]}
            values={wanted.map(({ name }) => ({ label: `Add ${name}`, value: name }))}
            attested={queue.attested}
            mayChange={mayChange}
            onAttest={async (attested, evidence) => {
              await fetchJson(`${address}/attestation`, {
                method: "PUT",
                body: { attested, evidence, seen: seenAs(queue.channelIds) },
              });
              onSaved();
            }}
          />
        )}
        <p className="text-muted text-xs">
          CXone saves each change at once: there is no Save there. Press Back when the Selected Channels are
          right.
        </p>
      </div>
    </Dialog>
  );
}
