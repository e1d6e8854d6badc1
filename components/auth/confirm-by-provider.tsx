"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { OwnSession } from "#lib/auth/schema.ts";
import { CONFIRM_CHANNEL } from "./confirm-channel.ts";

type ConfirmByProviderProps = { session: OwnSession; onDone: (confirmed: boolean) => void };

/** A sign-in at the provider in a tab of its own, so that this page keeps what was typed. Goes on when that tab is back. */
export function ConfirmByProvider({ session, onDone }: ConfirmByProviderProps) {
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    const channel = new BroadcastChannel(CONFIRM_CHANNEL);
    channel.onmessage = () => onDone(true);
    // A browser that lets no tab speak to another: look when somebody comes back to this one.
    const look = async () => {
      const now = await fetchJson<OwnSession>("/api/session").catch(() => session);
      if (now.authenticatedAt > session.authenticatedAt) onDone(true);
    };
    window.addEventListener("focus", look);
    return () => {
      channel.close();
      window.removeEventListener("focus", look);
    };
  }, [session, onDone]);

  const open = async () => {
    setProblem(null);
    // Opened by the press itself: a tab that opens after an answer is taken for an advertisement.
    const tab = window.open("about:blank", "_blank");
    try {
      const { url } = await fetchJson<{ url: string }>("/api/session/confirm/oidc", { method: "POST" });
      if (tab) tab.location.href = url;
      else throw new Error("no tab");
      setWaiting(true);
    } catch (error) {
      tab?.close();
      setProblem(
        error instanceof Error && "title" in error
          ? (error as Error & Problem)
          : { title: "The browser opened no tab", fix: "Allow this site to open tabs, then try again." },
      );
    }
  };
  return (
    <div className="space-y-4">
      <p className="text-sm">
        {waiting
          ? "Sign in again in the tab that opened. This one goes on by itself."
          : `${session.name} is signed in through the identity provider. Sign in there again, in a new tab.`}
      </p>
      {problem && <ErrorState problem={problem} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onDone(false)}>Cancel</Button>
        <Button variant="primary" onClick={() => void open()}>
          {waiting ? "Open the tab again" : "Sign in again"}
        </Button>
      </div>
    </div>
  );
}
