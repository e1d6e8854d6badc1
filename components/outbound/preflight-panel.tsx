"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormState } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Link } from "#components/ui/link.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { ProblemError } from "#lib/api/fetch-json.ts";
import type { CallInput, OutboundCallDetail, Preflight, PreflightCheck } from "#lib/outbound/schema.ts";
import { OUTCOME_LOOKS } from "./call-looks.tsx";

const LOOKS: Record<PreflightCheck["state"], { kind: StateKind; word: string }> = {
  passed: { kind: "good", word: "Passed" },
  failed: { kind: "bad", word: "Failed" },
  unknown: { kind: "unknown", word: "Not known" },
};

export type Checked = { input: CallInput; preflight: Preflight };
type PreflightPanelProps = { checked: Checked; send: (input: CallInput) => Promise<OutboundCallDetail> };

/** What was found before the call rings anybody, and the button that places it. */
export function PreflightPanel({ checked, send }: PreflightPanelProps) {
  const { isDirty } = useFormState();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { checks, ok, before, number, at, agentName } = checked.preflight;
  return (
    <Section title="Before it rings" note={<Time at={at} />}>
      <ul className="divide-y" aria-label="Checks before the call">
        {checks.map(({ id, name, state, message, fix }) => (
          <li key={id} className="px-3 py-2 text-sm">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium">{name}</span>
              <State kind={LOOKS[state].kind}>{LOOKS[state].word}</State>
            </div>
            <p className="text-muted">{message}</p>
            {state !== "passed" && fix && <p>{fix}</p>}
          </li>
        ))}
      </ul>
      <div className="grid gap-3 border-line border-t p-3">
        {before && (
          <Callout kind={before.outcome === "unknown" ? "warning" : "info"}>
            <Link href={`/outbound/${before.id}`}>{before.agentName} called this number</Link>{" "}
            <Time at={before.at} />
            {before.outcome
              ? `: ${OUTCOME_LOOKS[before.outcome].word.toLowerCase()}.`
              : ", and that call is under way."}
          </Callout>
        )}
        {isDirty ? (
          <p className="text-muted text-sm">The form has changed since. Check the call again.</p>
        ) : (
          <Button variant="primary" disabled={!ok} onClick={() => setOpen(true)}>
            Place the call
          </Button>
        )}
        {!ok && !isDirty && <p className="text-sm">Mend what failed, then check again.</p>}
      </div>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Call ${number.formatted}?`}
        confirmLabel="Call now"
        danger={false}
        toProblem={(error) =>
          error instanceof ProblemError
            ? error
            : {
                title: "It is not known whether the call was placed",
                fix: "Press Call now again: it stays one call.",
              }
        }
        onConfirm={async () => {
          const call = await send(checked.input);
          router.push(`/outbound/${call.id}`);
        }}
      >
        <p>
          Rings {agentName} first, then {number.formatted}
          {number.country ? ` (${number.country})` : ""}. It is placed once: if CXone’s answer is lost it is
          looked up, not dialled again.
        </p>
      </ConfirmDialog>
    </Section>
  );
}
