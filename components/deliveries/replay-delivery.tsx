"use client";

import History from "lucide-react/icons/history";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DeliveryDetail, ReplayAnswer } from "#lib/deliveries/schema.ts";

const told = {
  unchanged: "It is done: nothing was changed",
  tried_again: "It is tried again",
  forced: "It is carried out once more",
} as const;

/** Replays one delivery. What is done has to be forced, and the dialog says what that does. */
export function ReplayDelivery({ delivery }: { delivery: DeliveryDetail }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const done = delivery.result === "done" || delivery.result === "ignored";
  // Its conversation moves when it has been carried out.
  useLiveTopics(
    delivery.conversationId ? [`conversation:${delivery.conversationId}`] : ["conversations"],
    () => router.refresh(),
  );
  const replay = async () => {
    const { outcome } = await fetchJson<ReplayAnswer>(`/api/deliveries/${delivery.id}/replay`, {
      body: { force: done },
    });
    router.refresh();
    toast({ kind: outcome === "unchanged" ? "info" : "good", title: told[outcome] });
  };
  if (done && !delivery.canForce) {
    return (
      <p className="text-muted text-sm">Done, and not repeatable: the conversation has moved on since.</p>
    );
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <History aria-hidden />
        {done ? "Force a replay" : "Replay"}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={done ? `Carry delivery ${delivery.id} out once more?` : `Replay delivery ${delivery.id}?`}
        confirmLabel={done ? "Force a replay" : "Replay"}
        danger={done}
        onConfirm={replay}
      >
        <Meaning delivery={delivery} />
      </ConfirmDialog>
    </>
  );
}

function Meaning({ delivery }: { delivery: DeliveryDetail }) {
  if (delivery.result === "parked") {
    return (
      <p>
        Its conversation goes on from the delivery at which it stopped, in order, this one included. Other
        conversations are not touched.
      </p>
    );
  }
  if (delivery.result === "waiting") {
    return <p>It is tried now instead of at its next time. The order within its conversation is kept.</p>;
  }
  return (
    <>
      <p>
        This delivery is done; a plain replay would change nothing. Forced, the relay goes through it again,
        and every effect is recognised by its own id: a message that is there is neither shown nor sent a
        second time, and a release is believed only if the contact is over. Only what is missing comes back.
      </p>
      <Callout className="mt-3">
        The replay is marked below and written to the audit log with your name.
      </Callout>
    </>
  );
}
