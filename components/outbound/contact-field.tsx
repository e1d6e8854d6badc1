"use client";

import { useEffect, useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { toProblem } from "#components/form/apply-problem.ts";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { useAnswer } from "#components/form/use-answer.ts";
import { useField } from "#components/form/use-field.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { OutboundContact } from "#lib/outbound/schema.ts";

type Found = { items: OutboundContact[] };
type ContactFieldProps = { connectionId: string; phoneNumber: string };

/** Who has the number: found by it, or made here where CXone knows nobody (P-12). */
export function ContactField({ connectionId, phoneNumber }: ContactFieldProps) {
  const { setValue } = useFormContext();
  const chosen: unknown = useWatch({ name: "contactId" });
  const field = useField("contactId", {});
  const [made, setMade] = useState<OutboundContact | null>(null);
  const isWhole = /^\+[1-9]\d{6,14}$/.test(phoneNumber);
  const { answer, problem, loading, again } = useAnswer<Found>(
    isWhole
      ? `/api/outbound-calls/contacts?${new URLSearchParams({ connection: connectionId, phoneNumber })}`
      : null,
  );
  const found = answer?.items ?? [];
  const items =
    made?.phoneNumber === phoneNumber ? [made, ...found.filter(({ id }) => id !== made.id)] : found;
  const ids = items.map(({ id }) => id).join(" ");
  useEffect(() => {
    // The number was changed, or has one contact only: nothing to choose.
    const offered = ids === "" ? [] : ids.split(" ");
    if (offered.includes(String(chosen))) return;
    setValue("contactId", offered.length === 1 ? offered[0] : "");
  }, [ids, chosen, setValue]);

  return (
    <fieldset className="grid gap-1.5" aria-describedby={field.aria["aria-describedby"]}>
      <legend className="mb-1 font-medium text-sm">Contact</legend>
      {!isWhole && <p className="text-muted text-sm">Found by the number, once it is whole.</p>}
      {problem && <ErrorState problem={problem} onRetry={again} retrying={loading} />}
      {loading && <p className="text-muted text-sm">Asking CXone who has this number…</p>}
      {items.length > 0 && (
        <div className="divide-y rounded-md border border-line-strong bg-surface">
          {items.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2 px-3 py-2 text-sm hover:bg-hover">
              <input
                type="radio"
                name="contact"
                className="size-4 shrink-0 accent-accent-solid"
                checked={chosen === id}
                onChange={() => setValue("contactId", id, { shouldDirty: true, shouldValidate: true })}
              />
              {name}
            </label>
          ))}
        </div>
      )}
      {answer && items.length === 0 && (
        <NewContact connectionId={connectionId} phoneNumber={phoneNumber} onMade={setMade} />
      )}
      <FieldError id={field.id} error={field.error} />
    </fieldset>
  );
}

type NewContactProps = ContactFieldProps & { onMade: (contact: OutboundContact) => void };

/** Inside a form of its own right: Enter makes the contact and does not send the form around it. */
function NewContact({ connectionId, phoneNumber, onMade }: NewContactProps) {
  const id = useId();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [working, setWorking] = useState(false);
  const wrong = problem?.fields?.name;
  const make = async () => {
    setWorking(true);
    setProblem(null);
    try {
      const { contact } = await fetchJson<{ contact: OutboundContact }>("/api/outbound-calls/contacts", {
        body: { connectionId, phoneNumber, name },
      });
      onMade({ ...contact, phoneNumber });
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <div className="grid gap-2">
      <p className="text-muted text-sm">CXone has no contact with this number.</p>
      {problem && !wrong && <ErrorState problem={problem} />}
      <div className="flex gap-2">
        <input
          id={id}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? errorIdOf(id) : undefined}
          aria-label="Name of the new contact"
          placeholder="Name"
          value={name}
          autoComplete="off"
          className="control"
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void make();
          }}
        />
        <Button loading={working} onClick={() => void make()}>
          Create contact
        </Button>
      </div>
      <FieldError id={id} error={wrong} />
    </div>
  );
}
