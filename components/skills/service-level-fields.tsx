"use client";

import { useWatch } from "react-hook-form";
import { NumberField } from "#components/form/number-field.tsx";
import { CheckboxField } from "#components/form/toggle-fields.tsx";
import { inWords } from "#lib/skills/mapping.ts";
import { FieldsPart } from "./fields-part.tsx";

/** The service level, which only inbound skills have (M-77). CXone refuses an inbound skill without it. */
export function ServiceLevelFields() {
  const abandons = useWatch({ name: "enableShortAbandon" });
  return (
    <FieldsPart title="Service level" note="CXone calls it optional and refuses an inbound skill without it.">
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          name="serviceLevelThresholdSeconds"
          label="Threshold"
          unit="s"
          inWords={inWords}
          help="Answered within this time counts as in time."
        />
        <NumberField
          name="serviceLevelGoalPercent"
          label="Goal"
          unit="%"
          help="Share to be answered in time."
        />
      </div>
      <CheckboxField
        name="enableShortAbandon"
        label="Short abandons"
        help="Who gives up within the time below does not count."
      />
      {abandons && (
        <NumberField
          name="shortAbandonThresholdSeconds"
          label="Short abandon threshold"
          unit="s"
          inWords={inWords}
        />
      )}
    </FieldsPart>
  );
}
