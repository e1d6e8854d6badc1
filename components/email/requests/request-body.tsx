"use client";

import { type ReactNode, useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { REQUEST_NAMES } from "#lib/email/requests/mapping.ts";
import type { RequestView } from "#lib/email/requests/schema.ts";
import { isOpen, mayGo, type RequestState, reminderOn } from "#lib/email/requests/state.ts";
import { RequestLook } from "./request-looks.tsx";

type RequestBodyProps = {
  request: RequestView;
  mayChange: boolean;
  onSaved: (request: RequestView) => void;
};

const STEPS: { to: RequestState; label: string }[] = [
  { to: "sent", label: "I sent it" },
  { to: "chased", label: "I asked again" },
  { to: "done", label: "It is done" },
  { to: "refused", label: "It was refused" },
  { to: "not_sent", label: "Not sent after all" },
];

/** The words of a request, its dates, what came of it, and where it goes next. Patchbay sends nothing itself. */
export function RequestBody({ request, mayChange, onSaved }: RequestBodyProps) {
  const ids = { text: useId(), note: useId(), remindAt: useId() };
  const [text, setText] = useState(request.text);
  const [note, setNote] = useState(request.note);
  const [remind, setRemind] = useState(request.remindAt?.slice(0, 10) ?? "");
  const { busy, problem, run } = useAttempt();
  const { name, why, wait } = REQUEST_NAMES[request.kind];
  const wrong = problem?.fields ?? {};
  const isMarked = Object.keys(wrong).some((field) => field in ids);
  const told = (field: keyof typeof ids) => ({
    id: ids[field],
    "aria-invalid": wrong[field] !== undefined,
    "aria-describedby": wrong[field] ? errorIdOf(ids[field]) : undefined,
  });

  const save = (to: RequestState, as: RequestState | "save") => {
    // Asking a third time is asking again too.
    const asksAgain = as !== "save" && (to === "sent" || to === "chased");
    const keptDay = request.remindAt?.slice(0, 10) ?? "";
    const remindAt = reminderOn(remind, { keptDay, asksAgain, now: new Date() })?.toISOString() ?? null;
    const { subject, kind, version } = request;
    const body = { subject, kind, version, state: to, text, note, remindAt };
    return run(as, async () =>
      onSaved(await fetchJson<RequestView>("/api/email/requests", { method: "PUT", body })),
    );
  };

  return (
    <div className="grid gap-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium text-base">{name}</h3>
        <RequestLook state={request.state} />
        {wait !== null && <span className="text-muted">Wait {wait} of 3</span>}
      </div>
      <p className="text-muted">{why}</p>
      <Dates request={request} />
      <div>
        <div className="mb-1 flex items-center justify-between gap-2">
          <label htmlFor={ids.text} className="font-medium">
            What to send to your account representative
          </label>
          <CopyButton value={text} label="request text" />
        </div>
        <textarea
          {...told("text")}
          rows={9}
          className="control"
          readOnly={!mayChange}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FieldError id={ids.text} error={wrong.text} />
        <p className="mt-1 text-muted text-xs">
          Copy it into a mail or a ticket: Patchbay sends nothing. No secret belongs in it.
        </p>
      </div>
      <Labelled id={ids.note} label="What came of it">
        <textarea
          {...told("note")}
          rows={2}
          className="control"
          readOnly={!mayChange}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <FieldError id={ids.note} error={wrong.note} />
      </Labelled>
      {isOpen(request.state) && (
        <Labelled id={ids.remindAt} label="Remind on">
          <input
            {...told("remindAt")}
            type="date"
            className="control max-w-44"
            readOnly={!mayChange}
            value={remind}
            onChange={(event) => setRemind(event.target.value)}
          />
          <FieldError id={ids.remindAt} error={wrong.remindAt} />
          <p className="mt-1 text-muted text-xs">
            A notice comes on this day. Left empty, three working days after sending.
          </p>
        </Labelled>
      )}
      {problem && !isMarked && <ErrorState problem={problem} />}
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          {STEPS.filter(
            ({ to }) => mayGo(request.state, to) && (to !== request.state || to === "chased"),
          ).map(({ to, label }, index) => (
            <Button
              key={to}
              variant={index === 0 && isOpen(request.state) ? "primary" : "secondary"}
              loading={busy === to}
              onClick={() => void save(to, to)}
            >
              {label}
            </Button>
          ))}
          <Button variant="ghost" loading={busy === "save"} onClick={() => void save(request.state, "save")}>
            Keep text and note
          </Button>
        </div>
      )}
    </div>
  );
}

function Dates({ request: { sentAt, chasedAt, endedAt, state, remindAt } }: { request: RequestView }) {
  const parts: [string, string | null][] = [
    ["Sent", sentAt],
    ["Asked again", chasedAt],
    [state === "refused" ? "Refused" : "Done", endedAt],
    ["Reminder", remindAt],
  ];
  const shown = parts.filter(([, at]) => at !== null);
  if (shown.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-muted">
      {shown.map(([word, at]) => (
        <span key={word}>
          {word} <Time at={at ?? ""} as={word === "Reminder" ? "day" : "relative"} />
        </span>
      ))}
    </p>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children}
    </div>
  );
}
