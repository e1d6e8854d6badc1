"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ListView } from "#lib/outbound/lists/schema.ts";
import { mayDo } from "#lib/outbound/lists/state.ts";

type ListActionsProps = { list: ListView; onChanged: (list: ListView) => void };

/** Start, pause and stop: each is asked about, and starting names how many calls it means. */
export function ListActions({ list, onChanged }: ListActionsProps) {
  const [asked, setAsked] = useState<"start" | "pause" | "stop" | null>(null);
  const { waiting } = list.counts;
  const calls = waiting === 1 ? "1 call" : `${waiting.toLocaleString("en-GB")} calls`;
  const send = async (deed: string, body?: object) =>
    onChanged(await fetchJson<ListView>(`/api/outbound-lists/${list.id}/${deed}`, { method: "POST", body }));
  const dialog = (deed: typeof asked) => ({
    open: asked === deed,
    onOpenChange: (open: boolean) => setAsked(open ? deed : null),
  });
  const start = list.state === "paused" ? "Carry on" : "Start";
  return (
    <>
      {mayDo("start", list.state) && (
        <Button variant="primary" disabled={waiting === 0} onClick={() => setAsked("start")}>
          {start}
        </Button>
      )}
      {mayDo("pause", list.state) && <Button onClick={() => setAsked("pause")}>Pause</Button>}
      {mayDo("stop", list.state) && <Button onClick={() => setAsked("stop")}>Stop</Button>}
      <ConfirmDialog
        {...dialog("start")}
        title={`Place ${calls}?`}
        confirmLabel={`Place ${calls}`}
        danger={false}
        onConfirm={() => send("start", { confirmed: waiting })}
      >
        <p>
          Each agent gets one call at a time, when active, available and in no other contact. A number that
          CXone has no contact for gets one, where calls need it.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        {...dialog("pause")}
        title={`Pause ${list.name}?`}
        confirmLabel="Pause"
        danger={false}
        onConfirm={() => send("pause")}
      >
        <p>No further call begins. Calls under way go on to their end.</p>
      </ConfirmDialog>
      <ConfirmDialog
        {...dialog("stop")}
        title={`Stop ${list.name}?`}
        confirmLabel="Stop for good"
        onConfirm={() => send("stop")}
      >
        <p>
          {calls} that wait are not placed any more, and the list cannot be started again. Calls under way go
          on to their end.
        </p>
      </ConfirmDialog>
    </>
  );
}
