"use client";

import { useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";

type SetExpiryProps = {
  title: string;
  secret: { subject: string; field: string };
  expiresAt: string | null;
};

/** Says when a kept secret runs out, or that it never does. */
export function SetExpiry(props: SetExpiryProps) {
  return (
    <Popover label={`Set date of ${props.title}`} text="Set date" size="sm" align="end">
      {(close) => <Body {...props} onDone={close} />}
    </Popover>
  );
}

function Body({ secret, expiresAt, onDone }: SetExpiryProps & { onDone: () => void }) {
  const id = useId();
  const [date, setDate] = useState(expiresAt?.slice(0, 10) ?? "");
  const { busy, problem, run } = useDeed();
  const wrong = problem?.fields?.expiry;

  const save = async (expiry: string) => {
    const body = { ...secret, expiry };
    if (await run("save", () => fetchJson("/api/expiries", { method: "PUT", body }))) onDone();
  };
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(date);
      }}
    >
      <div>
        <label htmlFor={id} className="mb-1 block font-medium text-sm">
          Expires on
        </label>
        <input
          id={id}
          type="date"
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? errorIdOf(id) : undefined}
          className="control"
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <FieldError id={id} error={wrong} />
      </div>
      {problem && !wrong && <ErrorState problem={problem} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="sm" loading={busy !== null}>
          Keep the date
        </Button>
        <Button size="sm" loading={busy !== null} onClick={() => save("never")}>
          It does not expire
        </Button>
      </div>
    </form>
  );
}
