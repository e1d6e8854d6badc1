"use client";

import { useWatch } from "react-hook-form";
import { NumberField } from "#components/form/number-field.tsx";
import { CheckboxField } from "#components/form/toggle-fields.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { inWords } from "#lib/skills/mapping.ts";
import { FieldsPart } from "./fields-part.tsx";

/** What only digital skills have: accepting, and the two timers (M-77, M-78). */
export function DigitalFields() {
  const [acceptReject, agentResponse, customerResponse] = useWatch({
    name: ["acceptReject", "agentResponse", "customerResponse"],
  });
  return (
    <FieldsPart title="Digital" note="The timers work in CXone Agent only, not in MAX.">
      <CheckboxField
        name="acceptReject"
        label="Accept / Reject"
        help="Agents take or refuse each contact; a refused one goes back to the queue."
      />
      {acceptReject && (
        <Callout kind="warning" title="Not for agents on SFA Classic">
          SFA Classic does not support it on digital channels: every contact would be refused by itself.
        </Callout>
      )}
      <CheckboxField
        name="agentResponse"
        label="Agent Response"
        help="Shows agents how long they have to answer."
      />
      {agentResponse && (
        <div className="grid gap-4 border-accent border-l-2 pl-4 sm:grid-cols-2">
          <NumberField name="agentFirstResponseSeconds" label="First response" unit="s" inWords={inWords} />
          <NumberField
            name="agentFollowOnResponseSeconds"
            label="Follow-on responses"
            unit="s"
            inWords={inWords}
          />
        </div>
      )}
      <CheckboxField
        name="customerResponse"
        label="Customer Response"
        help="Takes a contact away from the agent when the customer is silent for too long."
      />
      {customerResponse && (
        <div className="space-y-4 border-accent border-l-2 pl-4">
          <NumberField name="customerIdleSeconds" label="Customer idle time" unit="s" inWords={inWords} />
          <CheckboxField name="timeExtension" label="Agents may extend the time" />
        </div>
      )}
    </FieldsPart>
  );
}
