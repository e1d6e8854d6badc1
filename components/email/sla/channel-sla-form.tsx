"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { BusinessHours, ChannelSlaView, SlaTargets, SlaView } from "#lib/email/sla/schema.ts";
import { TimeFields } from "./time-fields.tsx";

const loadSchema = () => import("#lib/email/sla/schema.ts").then((file) => file.slaTargets);

type ChannelSlaFormProps = {
  channel: ChannelSlaView;
  hours: BusinessHours;
  onSaved: (sla: SlaView) => void;
};

/** YES or NO, DIFFERENT, in the words of CXone, and the times of the latter. */
export default function ChannelSlaForm({ channel, hours, onSaved }: ChannelSlaFormProps) {
  const [mode, setMode] = useState(channel.targets ? "different" : "global");
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (targets: SlaTargets | null) => {
    const saved = await fetchJson<SlaView>(`/api/email/channels/${channel.channelId}/sla`, {
      method: "PUT",
      body: { targets, version: channel.version },
    });
    toast({ kind: "good", title: "Saved: now enter it in CXone" });
    onSaved(saved);
  };
  const follow = async () => {
    setProblem(null);
    try {
      await save(null);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    }
  };
  return (
    <div className="space-y-4">
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Use the global SLA</legend>
        <RadioCards
          name="mode"
          columns={2}
          value={mode}
          onChange={(event) => setMode(event.target.value)}
          options={[
            { value: "global", label: "Yes", note: "The global times count." },
            { value: "different", label: "No, different", note: "This channel has its own." },
          ]}
        />
      </fieldset>
      {mode === "global" ? (
        <>
          {problem && <ErrorState problem={problem} />}
          {channel.targets && (
            <Button variant="primary" onClick={() => void follow()}>
              Save
            </Button>
          )}
        </>
      ) : (
        <Form<SlaTargets>
          defaultValues={
            channel.targets ?? {
              firstResponse: { days: 0, hours: 4, minutes: 0 },
              solution: { days: 1, hours: 0, minutes: 0 },
            }
          }
          schema={loadSchema}
          onSubmit={save}
          label="Service level of the channel"
        >
          <TimeFields name="firstResponse" label="First Response Time" hours={hours} />
          <TimeFields name="solution" label="Solution Time" hours={hours} />
          <FormActions>
            <SubmitButton>Save</SubmitButton>
          </FormActions>
        </Form>
      )}
    </div>
  );
}
