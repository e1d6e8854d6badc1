"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";

type ProficiencyPopoverProps = {
  label: string;
  align?: "start" | "end";
  onSet: (proficiency: number) => void;
};

/** Asks for a proficiency from 1 (best) to 20. */
export function ProficiencyPopover({ label, align = "start", onSet }: ProficiencyPopoverProps) {
  return (
    <Popover label={label} size="sm" align={align}>
      {(close) => (
        <ProficiencyForm
          onSet={(value) => {
            onSet(value);
            close();
          }}
        />
      )}
    </Popover>
  );
}

function ProficiencyForm({ onSet }: { onSet: (proficiency: number) => void }) {
  const [text, setText] = useState("1");
  const value = readProficiency(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== null) onSet(value);
  };
  return (
    <form className="space-y-3" onSubmit={submit}>
      <ProficiencyInput text={text} onType={setText} />
      <Button type="submit" variant="primary" size="sm" disabled={value === null}>
        Set
      </Button>
    </form>
  );
}

/** The number that a text is, from 1 to 20; null when it is none. */
export const readProficiency = (text: string): number | null => {
  const value = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return value >= 1 && value <= 20 ? value : null;
};

/** One field for a proficiency, with its rule. */
export function ProficiencyInput({ text, onType }: { text: string; onType: (text: string) => void }) {
  const id = useId();
  const wrong = readProficiency(text) === null;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        Proficiency
      </label>
      <input
        id={id}
        inputMode="numeric"
        className="control max-w-24"
        value={text}
        aria-invalid={wrong}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => onType(target.value)}
      />
      <p id={`${id}-help`} className={wrong ? "mt-1 text-bad text-xs" : "mt-1 text-muted text-xs"}>
        {wrong ? "Enter a whole number from 1 (best) to 20." : "1 is the best, 20 the least."}
      </p>
    </div>
  );
}
