"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { LazyScriptPicker, LazySkillPicker, PickerField } from "#components/tenant/picker-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { RoutingInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.routingInput);

/** M-65: both are chosen here, selected in CXone, and seen on the channel object. */
export default function RoutingStep({ step, setup, channel }: ChannelStepProps) {
  const kept = step.input as RoutingInput;
  const next = setup.neighbour(step, 1);
  const submit = async (input: RoutingInput) => {
    await setup.save(step, input);
    await setup.checks.mutateAsync(step.id).catch(() => {});
  };
  return (
    <Form<RoutingInput>
      defaultValues={kept}
      schema={loadSchema}
      onSubmit={submit}
      label="Default skill and script"
    >
      {step.status !== "done" && step.todo && <Callout kind="waiting">{step.todo}</Callout>}
      <Pickers connectionId={channel.connection.id} />
      <p className="text-sm">
        <Link href={`/skills/new?connection=${channel.connection.id}`}>Make a digital skill</Link>
      </p>
      {kept.skillId > 0 && (
        <StepGuide step={step}>Select both under Edit, press Save, then run the checks below.</StepGuide>
      )}
      <FormStepActions step={step} setup={setup} label="Save and check">
        {step.status === "done" && next && <Button onClick={() => setup.goTo(next.id)}>Continue</Button>}
      </FormStepActions>
    </Form>
  );
}

function Pickers({ connectionId }: { connectionId: string }) {
  const { setValue } = useFormContext<RoutingInput>();
  const [skillId, skillName, script] = useWatch<RoutingInput, ["skillId", "skillName", "script"]>({
    name: ["skillId", "skillName", "script"],
  });
  return (
    <>
      <PickerField name="skillId" label="Default skill" help="Digital, inbound and active.">
        <LazySkillPicker
          connectionId={connectionId}
          forChannel
          chosen={skillId ? [{ id: skillId, label: skillName }] : []}
          onChoose={({ id, label }) => {
            setValue("skillId", id, { shouldDirty: true, shouldValidate: true });
            setValue("skillName", label, { shouldDirty: true });
          }}
        />
      </PickerField>
      <PickerField name="script" label="Studio script" help="What runs when a mail comes in.">
        <LazyScriptPicker
          connectionId={connectionId}
          chosen={script}
          onChoose={(path) => setValue("script", path, { shouldDirty: true, shouldValidate: true })}
        />
      </PickerField>
    </>
  );
}
