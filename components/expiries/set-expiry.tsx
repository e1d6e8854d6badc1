"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";

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
  const router = useRouter();
  const id = useId();
  const [date, setDate] = useState(expiresAt?.slice(0, 10) ?? "");
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const wrong = problem?.fields?.expiry;

  const save = async (expiry: string) => {
    setWorking(true);
    setProblem(undefined);
    try {
      await fetchJson("/api/expiries", { method: "PUT", body: { ...secret, expiry } });
      router.refresh();
      onDone();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
      setWorking(false);
    }
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
        <Button type="submit" variant="primary" size="sm" loading={working}>
          Keep the date
        </Button>
        <Button size="sm" loading={working} onClick={() => save("never")}>
          It does not expire
        </Button>
      </div>
    </form>
  );
}
