"use client";

import { useWatch } from "react-hook-form";
import { Callout } from "#components/ui/callout.tsx";
import { Card } from "#components/ui/card.tsx";
import { State } from "#components/ui/state.tsx";
import type { ChannelSettings, Sending } from "#lib/email/channels/schema.ts";
import {
  previewThread,
  SAMPLE_TICKET,
  subjectWith,
  ticketSearch,
  warningsOf,
} from "#lib/email/channels/state.ts";

/** The number in a subject, and how it is found again (M-34). */
export function TicketPreview() {
  const ticket = useWatch<ChannelSettings, "ticket">({ name: "ticket" });
  const subject = subjectWith(ticket, "Where is my order?", SAMPLE_TICKET);
  return (
    <Card className="grid gap-2 px-3 py-2 text-sm" aria-live="polite">
      <p className="break-words">
        <span className="text-muted">Subject: </span>
        <code data-testid="ticket-subject">{subject}</code>
      </p>
      <p className="text-muted text-xs">
        {ticket.hidden
          ? "The mail carries no number. In CXone the case keeps it."
          : "So the subject leaves, and comes back in the answer."}{" "}
        Agents find the case by <code>{ticketSearch(SAMPLE_TICKET)}</code>. Counts for interactions that begin
        after it was saved in CXone.
      </p>
    </Card>
  );
}

/** A small conversation under these settings (M-35). */
export function ThreadPreview() {
  const [ticket, threading] = useWatch<ChannelSettings, ["ticket", "threading"]>({
    name: ["ticket", "threading"],
  });
  return (
    <Card aria-live="polite">
      <ol aria-label="A conversation under these settings" className="divide-y">
        {previewThread({ ticket, threading }).map(({ who, subject, note, sameCase }) => (
          <li
            key={note}
            className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-3 py-2 text-sm"
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="break-words">
                <span className="text-muted">{who}: </span>
                <code>{subject}</code>
              </p>
              <p className="text-muted text-xs">{note}</p>
            </div>
            <State kind={sameCase ? "good" : "warning"}>
              {sameCase ? `Case ${SAMPLE_TICKET}` : "A new case"}
            </State>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What the settings as they stand in the form bring with them. */
export function SettingWarnings({ sending, about }: { sending: Sending; about: readonly string[] }) {
  const settings = useWatch<ChannelSettings>() as ChannelSettings;
  const warnings = warningsOf(settings, sending).filter(({ id }) => about.includes(id));
  return (
    <div aria-live="polite" className="grid gap-2 empty:hidden">
      {warnings.map(({ id, tone, text }) => (
        <Callout key={id} kind={tone}>
          {text}
        </Callout>
      ))}
    </div>
  );
}
