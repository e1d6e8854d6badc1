"use client";

import NextLink from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { MoveTarget, MoveView } from "#lib/handover/move/schema.ts";
import { CENTRE_NAMES } from "./centre-name.ts";
import { stateWord } from "./handover-state.tsx";

const TAKES_VISITORS: ReadonlySet<string> = new Set(["live", "degraded"]);

type MoveBotProps = {
  move: MoveView;
  isAdmin: boolean;
  /** May make the handover that the bot could go to. */
  mayMake: boolean;
};

/** Which handover the bot goes to, and what that does to visitors before and after. */
export function MoveBot({ move, isAdmin, mayMake }: MoveBotProps) {
  const router = useRouter();
  const { busy, problem, run } = useDeed();
  const { handover, botName, openConversations: open, targets } = move;
  const [toId, setToId] = useState("");
  const target = targets.find(({ id }) => id === toId);
  if (targets.length === 0) {
    return (
      <EmptyState
        kind="nothing-yet"
        title="There is no other handover yet"
        action={
          mayMake && (
            <Button asChild variant="primary">
              <NextLink href="/handovers/new">New handover</NextLink>
            </Button>
          )
        }
      >
        {mayMake
          ? "Make the one that the bot shall go to first; its contact centre is chosen there."
          : "An admin or an operator makes the one that the bot shall go to."}
      </EmptyState>
    );
  }
  const submit = async () => {
    const moved = await run("move", () =>
      fetchJson(`/api/handovers/${handover.id}/move`, { body: { toId, version: handover.version } }),
    );
    if (!moved || !target) return;
    toast({ kind: "good", title: `${botName} is at ${target.name} now` });
    router.push(`/handovers/${target.id}`);
  };
  return (
    <form
      className="grid max-w-3xl gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset disabled={!isAdmin}>
        <legend className="mb-2 font-medium text-sm">Move {botName} to</legend>
        <RadioCards
          name="toId"
          value={toId}
          onChange={(event) => setToId(event.target.value)}
          options={targets.map((one) => ({
            value: one.id,
            label: one.name,
            note: noteOf(one),
            ...(one.refusal && { disabledReason: one.refusal }),
          }))}
        />
      </fieldset>
      <Section title="What happens">
        <ul className="grid list-disc gap-1 p-3 pl-8 text-sm">
          <li>
            {target ? `${target.name} gets the bot` : "The other handover gets the bot"} with its secrets
            {target ? `, in place of ${target.botName}` : ""}. The texts of its handover stay its own.
          </li>
          <li>
            {target && !TAKES_VISITORS.has(target.state)
              ? `${target.name} is not live yet: new visitors stay here until it is, and go there from then on.`
              : "New visitors of the old webchat address talk there from now on. No link has to be changed."}
          </li>
          <li>
            {open > 0
              ? `${open} ${open === 1 ? "conversation" : "conversations"} with agents or in the queue stay here to their end.`
              : "Whoever is in a conversation now stays in it."}
          </li>
          <li>Moving it back, or taking the visitors back on the page of this handover, undoes it.</li>
        </ul>
      </Section>
      {problem && <ErrorState problem={problem} />}
      <div>
        <Button type="submit" variant="primary" loading={busy === "move"} disabled={!isAdmin || !target}>
          Move bot
        </Button>
        {!isAdmin && <p className="mt-2 text-muted text-sm">An admin can do this: secrets move along.</p>}
      </div>
    </form>
  );
}

function noteOf({ kind, state, botName }: MoveTarget): string {
  return `${CENTRE_NAMES[kind]}, ${stateWord(state)}, bot now: ${botName}`;
}
