"use client";

import History from "lucide-react/icons/history";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DeliveryFilters, ReplayFailedAnswer } from "#lib/deliveries/schema.ts";

const HOUR_MS = 3_600_000;
const spans = [
  { value: String(HOUR_MS), label: "The last hour" },
  { value: String(24 * HOUR_MS), label: "The last 24 hours" },
  { value: String(7 * 24 * HOUR_MS), label: "The last 7 days" },
  { value: String(400 * 24 * HOUR_MS), label: "All that is kept" },
];

type ReplayFailedProps = DeliveryFilters & { onDone: () => void };

/** Has all that failed since a time tried again. */
export function ReplayFailed({ handovers, onDone }: ReplayFailedProps) {
  const [open, setOpen] = useState(false);
  const [span, setSpan] = useState(String(24 * HOUR_MS));
  const [handover, setHandover] = useState("");
  const id = useId();
  const replay = async () => {
    const since = new Date(Date.now() - Number(span)).toISOString();
    const body = { since, ...(handover && { handover }) };
    const done = await fetchJson<ReplayFailedAnswer>("/api/deliveries/replay", { body });
    onDone();
    toast({ kind: done.deliveries > 0 ? "good" : "info", title: inWords(done) });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <History aria-hidden />
        Replay what failed
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Replay what failed?"
        confirmLabel="Replay"
        danger={false}
        onConfirm={replay}
      >
        <p>
          Parked conversations go on from where they stopped, each in its order, and what waits for its next
          try is tried at once. What is done is left alone, so replaying twice changes nothing more.
        </p>
        <div className="mt-3 grid gap-3 text-ink sm:grid-cols-2">
          <div>
            <label htmlFor={`${id}span`} className="mb-1 block font-medium text-sm">
              That came in
            </label>
            <Select
              id={`${id}span`}
              options={spans}
              value={span}
              onChange={(event) => setSpan(event.target.value)}
            />
          </div>
          <div>
            <label htmlFor={`${id}handover`} className="mb-1 block font-medium text-sm">
              Handover
            </label>
            <Select
              id={`${id}handover`}
              options={[
                { value: "", label: "All handovers" },
                ...handovers.map((one) => ({ value: one.id, label: one.name })),
              ]}
              value={handover}
              onChange={(event) => setHandover(event.target.value)}
            />
          </div>
        </div>
      </ConfirmDialog>
    </>
  );
}

function inWords({ deliveries, conversations, more }: ReplayFailedAnswer): string {
  if (deliveries === 0) return "Nothing has failed in that time";
  const what = `${deliveries} ${deliveries === 1 ? "delivery" : "deliveries"} of ${conversations} ${conversations === 1 ? "conversation" : "conversations"}`;
  return more ? `${what} tried again; there are more, replay once more` : `${what} tried again`;
}
