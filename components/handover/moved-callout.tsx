"use client";

import NextLink from "next/link";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { HandoverView } from "#lib/handover/schema.ts";

type MovedCalloutProps = {
  handoverId: string;
  movedTo: NonNullable<HandoverView["movedTo"]>;
  mayAct: boolean;
};

/** Says where new visitors go since the bot has moved, and takes them back. */
export function MovedCallout({ handoverId, movedTo, mayAct }: MovedCalloutProps) {
  const { busy, problem, run } = useDeed();
  const there = movedTo.state === "live" || movedTo.state === "degraded";
  return (
    <Callout
      title={`The bot has moved to ${movedTo.name}`}
      actions={
        <>
          <Button asChild size="sm">
            <NextLink href={`/handovers/${movedTo.id}`}>Open {movedTo.name}</NextLink>
          </Button>
          {mayAct && (
            <Button
              size="sm"
              loading={busy === "back"}
              onClick={() =>
                run("back", () => fetchJson(`/api/handovers/${handoverId}/move`, { method: "DELETE" }))
              }
            >
              Take visitors back
            </Button>
          )}
        </>
      }
    >
      {there
        ? "New visitors of this webchat talk there. Conversations that began here end here."
        : "New visitors stay here until that handover is live, and go there from then on."}
      {problem && <ErrorState problem={problem} />}
    </Callout>
  );
}
