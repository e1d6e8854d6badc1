"use client";

import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { AttestedStep } from "#components/setup/attested-step.tsx";
import type { ChannelSettings } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";
import { SettingsForm } from "../settings-form.tsx";

type SettingsStepProps = Pick<ChannelStepProps, "step" | "setup" | "channel"> & { isAlone?: boolean };

/** What is wanted, then what a person sets in CXone and ticks: no API shows most of it. */
export default function SettingsStep({ step, setup, channel, isAlone }: SettingsStepProps) {
  const save = async (settings: ChannelSettings) => {
    await setup.save(step, settings);
    setup.checks.mutate(step.id);
  };
  return (
    <div className="grid gap-8">
      <SettingsForm
        settings={step.input as ChannelSettings}
        sending={channel.sending}
        connectionId={channel.connection.id}
        onSave={save}
        actions={
          <FormActions>
            <SubmitButton>Save settings</SubmitButton>
          </FormActions>
        }
      />
      {step.inputVersion > 0 && (
        <section aria-label="Set them in CXone" className="grid gap-4 border-t pt-4">
          <h2 className="text-base">Set them in CXone</h2>
          <AttestedStep
            step={step}
            setup={setup}
            isAlone={isAlone ?? false}
            system="CXone"
            press="Outbound flow and Force TLS are buttons in the list; the rest stands under Edit. Press Save there."
          />
        </section>
      )}
    </div>
  );
}
