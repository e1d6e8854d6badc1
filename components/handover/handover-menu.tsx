"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { HandoverView } from "#lib/handover/schema.ts";
import type { RunView } from "#lib/setup/schema.ts";

/** Pause, resume, tear down and forget a handover. */
export function HandoverMenu({ handover }: { handover: HandoverView }) {
  const router = useRouter();
  const [ending, setEnding] = useState(false);
  const [busy, setBusy] = useState(false);
  const path = `/api/handovers/${handover.id}`;
  const { state, version, name } = handover;

  const setState = async (next: "live" | "paused") => {
    setBusy(true);
    try {
      await fetchJson(path, { method: "PATCH", body: { version, state: next } });
      router.refresh();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toast({
        kind: "bad",
        title: error.title,
        description: [error.detail, error.fix].filter(Boolean).join(" "),
      });
    } finally {
      setBusy(false);
    }
  };
  const tearDown = async () => {
    const plan = await fetchJson<{ id: string; applicable: number }>(`${path}/plan`, {
      body: { intent: "teardown" },
    });
    if (plan.applicable === 0) {
      await fetchJson(path, { method: "DELETE" });
      router.push("/handovers");
      router.refresh();
      return;
    }
    const run = await fetchJson<RunView>(`${path}/runs`, { body: { planId: plan.id } });
    router.push(`/handovers/${handover.id}/runs/${run.id}`);
  };
  return (
    <>
      {state === "live" && (
        <Button loading={busy} onClick={() => setState("paused")}>
          Pause
        </Button>
      )}
      {state === "paused" && (
        <Button loading={busy} onClick={() => setState("live")}>
          Resume
        </Button>
      )}
      <Button variant="danger" onClick={() => setEnding(true)}>
        {handover.liveSince ? "Tear down" : "Delete"}
      </Button>
      <ConfirmDialog
        open={ending}
        onOpenChange={setEnding}
        title={handover.liveSince ? `Tear down ${name}` : `Delete ${name}`}
        confirmLabel={handover.liveSince ? "Tear down" : "Delete"}
        danger
        typeToConfirm={name}
        onConfirm={tearDown}
      >
        <p>
          Patchbay removes from CXone what it made itself: channel, script and a skill it created. What was
          there before stays, and what only a person can remove is listed afterwards.
        </p>
      </ConfirmDialog>
    </>
  );
}
