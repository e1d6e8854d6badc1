"use client";

import { useRef } from "react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { SwitchField } from "#components/form/toggle-fields.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import type { SeenInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.seenInput);

/** M-12, M-13: a person creates the channel in CXone; Patchbay finds it there by its name. */
export function CreateStep({ step, setup, channel }: ChannelStepProps) {
  const kept = step.input as SeenInput;
  const looking = useRef(true);
  const submit = async (input: SeenInput) => {
    const seen = looking.current;
    looking.current = true;
    if (seen) await setup.saveAndContinue(step, { ...input, seen: true });
    else await setup.save(step, { ...input, seen: kept.seen });
  };
  return (
    <Form<SeenInput> defaultValues={kept} schema={loadSchema as never} onSubmit={submit} label="Channel">
      {kept.seen && channel.channelId && (
        <Callout kind="good" title="Seen in CXone">
          <CopyField label="Channel id" value={channel.channelId} className="mt-2" />
        </Callout>
      )}
      <TextField
        name="name"
        label="Channel name"
        limit={100}
        help="The same here and in CXone: the channel is found by it."
      />
      <SwitchField
        name="manualOutboundFlow"
        label="Manual outbound flow"
        help="On: agents may begin mails over this channel."
      />
      <StepGuide step={step}>Press Create New Channel in CXone, then look for it here.</StepGuide>
      <FormStepActions
        step={step}
        setup={setup}
        label={kept.seen ? "Save and continue" : "Look for it in CXone"}
      >
        {!kept.seen && (
          <SubmitButton variant="secondary" onClick={() => (looking.current = false)}>
            Save the name
          </SubmitButton>
        )}
      </FormStepActions>
    </Form>
  );
}
