"use client";

import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { LEG_WORDS, SENDINGS, sendingOf, USUAL_ATTEMPT } from "#lib/transfers/policies/scenario/mapping.ts";
import { type AttemptScene, LEG_ENDS } from "#lib/transfers/simulation/schema.ts";

type AttemptsSceneProps = {
  /** None: as usual. */
  attempts: readonly AttemptScene[];
  onChange: (attempts: AttemptScene[]) => void;
};

const MOST_ATTEMPTS = 30;
const MOST_SECONDS = 3_600;

/** What is answered each time the call is sent to a target, and what becomes of it. The last one stands for all that follow. */
export function AttemptsScene({ attempts, onChange }: AttemptsSceneProps) {
  const shown = attempts.length > 0 ? attempts : [USUAL_ATTEMPT];
  // An attempt has nothing but its place to be known by.
  const places = shown.map((attempt, at) => ({ attempt, at, key: `attempt ${at + 1}` }));
  return (
    <div className="space-y-2">
      <ol className="space-y-2">
        {places.map(({ attempt, at, key }) => (
          <li key={key}>
            <Attempt
              attempt={attempt}
              label={shown.length > 1 ? `Attempt ${at + 1}` : "When the call is sent"}
              onChange={(next) => onChange(shown.map((one, index) => (index === at ? next : one)))}
              onRemove={shown.length > 1 ? () => onChange(shown.filter((_, index) => index !== at)) : null}
            />
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        disabled={shown.length >= MOST_ATTEMPTS}
        onClick={() => onChange([...shown, USUAL_ATTEMPT])}
      >
        <Plus aria-hidden />
        Add attempt
      </Button>
    </div>
  );
}

type AttemptProps = {
  attempt: AttemptScene;
  label: string;
  onChange: (attempt: AttemptScene) => void;
  onRemove: (() => void) | null;
};

function Attempt({ attempt, label, onChange, onRemove }: AttemptProps) {
  const id = useId();
  const set = (next: Partial<AttemptScene>) => onChange({ ...attempt, ...next });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 flex w-full items-center justify-between font-medium text-sm">
        {label}
        {onRemove && (
          <IconButton
            size="sm"
            label={`Remove ${label.toLowerCase()}`}
            icon={<X aria-hidden />}
            onClick={onRemove}
          />
        )}
      </legend>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_4.5rem] gap-2">
        <Select
          aria-label={`${label}: answer`}
          value={sendingOf(attempt)}
          options={SENDINGS.map(({ value, label: text }) => ({ value, label: text }))}
          onChange={(event) => {
            const sending = SENDINGS.find(({ value }) => value === event.target.value);
            if (sending) set(sending.set);
          }}
        />
        <Select
          aria-label={`${label}: what becomes of it`}
          value={attempt.becomes}
          options={LEG_ENDS.map((value) => ({ value, label: LEG_WORDS[value] }))}
          onChange={(event) => set({ becomes: event.target.value as AttemptScene["becomes"] })}
        />
        <span className="relative">
          <input
            type="text"
            inputMode="numeric"
            aria-label={`${label}: after so many seconds`}
            className="control pr-6 tabular-nums"
            value={attempt.afterSeconds}
            onChange={(event) => {
              const seconds = Number(event.target.value.replaceAll(/\D/g, ""));
              set({ afterSeconds: Math.min(seconds, MOST_SECONDS) });
            }}
          />
          <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-faint text-sm">
            s
          </span>
        </span>
      </div>
      <p className="mt-1 flex items-center gap-1 text-sm">
        <Checkbox
          id={`${id}-blind`}
          checked={attempt.looksFail}
          onChange={(event) => set({ looksFail: event.target.checked })}
        />
        <label htmlFor={`${id}-blind`}>the call cannot be read afterwards</label>
      </p>
    </fieldset>
  );
}
