"use client";

import { useWatch } from "react-hook-form";
import { NumberField } from "#components/form/number-field.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { EVALUATIONS, FOCUS_LOCKS, FOCUS_METRICS, inWords } from "#lib/skills/mapping.ts";
import { FieldsPart } from "./fields-part.tsx";

/** Who of the skill's agents comes first (M-74 to M-76). Only used with dynamic delivery. */
export function EvaluationFields() {
  const evaluation = useWatch({ name: "evaluation" });
  return (
    <FieldsPart
      title="Routing configuration"
      note="Which of the skill's agents comes first. CXone uses it with dynamic delivery; its API gives the four as numbers that NICE does not publish, and Patchbay counts them from 1 in this order."
    >
      <RadioCardsField name="evaluation" label="Evaluation criteria" options={EVALUATIONS} columns={2} />
      {evaluation === "preferred-agent" && (
        <div className="space-y-4 border-accent border-l-2 pl-4">
          <RadioCardsField name="focusMetric" label="Focus Metric" options={FOCUS_METRICS} columns={2} />
          <RadioCardsField name="focusLock" label="Focus Lock" options={FOCUS_LOCKS} columns={2} />
          <NumberField
            name="fallbackTimeSeconds"
            label="Fallback Time"
            unit="s"
            inWords={inWords}
            help="How long to wait for the preferred agent: 1 to 5,256,000 seconds. Then another agent is chosen by proficiency and becomes the preferred one."
          />
        </div>
      )}
    </FieldsPart>
  );
}
