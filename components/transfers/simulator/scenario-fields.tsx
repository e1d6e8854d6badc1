"use client";

import { useId } from "react";
import { Select } from "#components/ui/select.tsx";
import { setScene } from "#lib/transfers/policies/scenario/mapping.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";
import { sceneKey } from "#lib/transfers/simulation/mapping.ts";
import type { Scenario } from "#lib/transfers/simulation/schema.ts";
import { capitalised, stepInWords } from "#lib/transfers/words/mapping.ts";
import { SceneCard } from "./scene-card.tsx";

type ScenarioFieldsProps = { body: PolicyBody; scenario: Scenario; onChange: (scenario: Scenario) => void };

/** Everything the decision looks at, to be set by hand: the time, each target, and a person who cancels. */
export function ScenarioFields({ body, scenario, onChange }: ScenarioFieldsProps) {
  const id = useId();
  const steps = Array.from({ length: body.routes.length + 1 }, (_, step) => step);
  return (
    <div className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <div>
          <label htmlFor={`${id}-at`} className="mb-1 block font-medium text-sm">
            The call comes
          </label>
          <input
            id={`${id}-at`}
            type="datetime-local"
            className="control"
            value={toLocal(scenario.at)}
            onChange={(event) => {
              const at = new Date(event.target.value);
              if (!Number.isNaN(at.getTime()))
                onChange({ ...withoutMoments(scenario), at: at.toISOString() });
            }}
          />
          <p className="mt-1 text-muted text-xs">By your clock; opening hours go by their own time zones.</p>
        </div>
        <div>
          <label htmlFor={`${id}-cancel`} className="mb-1 block font-medium text-sm">
            Cancelled
          </label>
          <Select
            id={`${id}-cancel`}
            value={scenario.cancel ? `${scenario.cancel.step}/${scenario.cancel.when}` : ""}
            options={[
              { value: "", label: "By nobody" },
              ...steps.flatMap((step) => cancelOptions(body, step)),
            ]}
            onChange={(event) => {
              const [step, when] = event.target.value.split("/");
              const moment = when === "after" ? "after" : "before";
              const attempts = moment === "after" ? 1 : 0;
              onChange({ ...scenario, cancel: when ? { step: Number(step), attempts, when: moment } : null });
            }}
          />
        </div>
      </div>
      <div className="rounded-md border bg-surface">
        {steps.map((step) => {
          const key = sceneKey(body, step);
          const scene = scenario.targets[key];
          if (!scene) return null;
          return (
            <SceneCard
              key={key}
              body={body}
              step={step}
              scene={scene}
              onChange={(next) => onChange(setScene(body, scenario, step, next))}
            />
          );
        })}
      </div>
    </div>
  );
}

const cancelOptions = (body: PolicyBody, step: number) => {
  const name = capitalised(stepInWords(body, step));
  return [
    { value: `${step}/before`, label: `Before ${name}` },
    { value: `${step}/after`, label: `During ${name}` },
  ];
};

/** Another time of day counts for all targets, also those whose moment a replay knew. */
const withoutMoments = (scenario: Scenario): Scenario => ({
  ...scenario,
  targets: Object.fromEntries(
    Object.entries(scenario.targets).map(([key, { at: _moment, ...scene }]) => [key, scene]),
  ),
});

/** An instant as a datetime-local input has it, in the reader's zone. */
function toLocal(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
