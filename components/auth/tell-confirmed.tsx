"use client";

import { useEffect } from "react";
import { Button } from "#components/ui/button.tsx";
import { CONFIRM_CHANNEL } from "./confirm-channel.ts";

/** Tells the tab that waits how it went, and closes this one where the browser lets it. */
export function TellConfirmed({ confirmed }: { confirmed: boolean }) {
  useEffect(() => {
    if (!confirmed) return;
    const channel = new BroadcastChannel(CONFIRM_CHANNEL);
    channel.postMessage("confirmed");
    channel.close();
    window.close();
  }, [confirmed]);
  return (
    <Button className="mt-4" onClick={() => window.close()}>
      Close this tab
    </Button>
  );
}
