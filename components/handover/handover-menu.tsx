"use client";

import NextLink from "next/link";
import { useState } from "react";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { HandoverView } from "#lib/handover/schema.ts";

/** Pause, resume and the way to a teardown. */
export function HandoverMenu({ handover }: { handover: HandoverView }) {
  const { busy, problem, run } = useDeed();
  const [pausing, setPausing] = useState(false);
  const { id, kind, state, version, name, openConversations: open } = handover;
  const setState = (next: "live" | "paused", anyway = false) =>
    fetchJson(`/api/handovers/${id}`, { method: "PATCH", body: { version, state: next, anyway } });
  const removable = state !== "applying" && state !== "removing";
  return (
    <>
      {(state === "live" || state === "degraded") && <Button onClick={() => setPausing(true)}>Pause</Button>}
      {state === "paused" && (
        <Button loading={busy === "resume"} onClick={() => run("resume", () => setState("live"))}>
          Resume
        </Button>
      )}
      {handover.liveSince && kind === "cxone" && (
        <Button asChild variant="ghost">
          <NextLink href={`/handovers/${id}/rotate-secret`}>Rotate secret</NextLink>
        </Button>
      )}
      {removable && (
        <Button asChild variant="ghost">
          <NextLink href={`/handovers/${id}/move`}>Move bot</NextLink>
        </Button>
      )}
      {removable && (
        <Button asChild variant="ghost">
          <NextLink href={`/handovers/${id}/teardown`}>
            {handover.liveSince ? "Tear down" : "Remove"}
          </NextLink>
        </Button>
      )}
      {problem && (
        <div className="w-full max-w-md">
          <ErrorState
            problem={problem}
            actions={
              state === "paused" && (
                <Button
                  size="sm"
                  loading={busy === "anyway"}
                  onClick={() => run("anyway", () => setState("live", true))}
                >
                  Resume anyway
                </Button>
              )
            }
          />
        </div>
      )}
      <ConfirmDialog
        open={pausing}
        onOpenChange={setPausing}
        title={`Pause ${name}`}
        confirmLabel="Pause"
        danger={false}
        onConfirm={async () => {
          await setState("paused");
          await run("pause", async () => {});
        }}
      >
        <p>
          A visitor who asks for a person reads the cancel message and goes on with the bot.{" "}
          {open > 0
            ? `${open} ${open === 1 ? "conversation" : "conversations"} with agents or in the queue go on to their end.`
            : "No conversation is with an agent now."}{" "}
          In {SYSTEM_NAMES[kind]} nothing changes.
        </p>
      </ConfirmDialog>
    </>
  );
}
