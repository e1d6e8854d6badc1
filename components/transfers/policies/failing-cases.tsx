"use client";

import { useId } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { FailingCase } from "#lib/transfers/policies/schema.ts";

type FailingCasesProps = {
  failing: readonly FailingCase[];
  knowingly: boolean;
  onKnowingly: (knowingly: boolean) => void;
};

/** The policy's own cases that fail under what is typed, and a tick for who saves all the same. */
export function FailingCases({ failing, knowingly, onKnowingly }: FailingCasesProps) {
  const id = useId();
  if (failing.length === 0) return null;
  return (
    <Callout
      kind="warning"
      role="status"
      title={failing.length === 1 ? "A case fails with this" : `${failing.length} cases fail with this`}
    >
      <ul className="mt-1 list-disc space-y-0.5 pl-5">
        {failing.map(({ name, why }) => (
          <li key={name}>
            <span className="font-medium">{name}</span>: {why}
          </li>
        ))}
      </ul>
      <p className="mt-2 flex items-center gap-2">
        <Checkbox id={id} checked={knowingly} onChange={(event) => onKnowingly(event.target.checked)} />
        <label htmlFor={id}>Save all the same; the versions show it</label>
      </p>
    </Callout>
  );
}
