"use client";

import { QueryProvider } from "#components/query-provider.tsx";
import { EditConflict } from "#components/setup/edit-conflict.tsx";
import { StepChecks } from "#components/setup/step-checks.tsx";
import { StepReading } from "#components/setup/step-reading.tsx";
import { useSetup } from "#components/setup/use-setup.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { EmailChannelView } from "#lib/email/channels/schema.ts";
import type { SetupView } from "#lib/setup/schema.ts";
import { LazyRequest } from "./lazy-request.tsx";
import SettingsStep from "./steps/settings-step.tsx";

type SettingsPageProps = { channel: EmailChannelView; initial: SetupView; mayAct: boolean };

/** The settings of a channel outside of its set-up: the same form, the same tick, the same check. */
export function SettingsPage(props: SettingsPageProps) {
  return (
    <QueryProvider>
      <Settings {...props} />
    </QueryProvider>
  );
}

function Settings({ channel, initial, mayAct }: SettingsPageProps) {
  const home = `/email/channels/${channel.id}`;
  const setup = useSetup({ base: `/api${home}`, pathOf: (id) => `${home}/setup/${id}` }, initial);
  const step = setup.setup.steps.find(({ id }) => id === "settings");
  if (!step) return null;
  return (
    <div className="grid max-w-3xl gap-6">
      {mayAct ? (
        <>
          <EditConflict step={step} setup={setup} />
          <SettingsStep key={setup.formKey} step={step} setup={setup} channel={channel} isAlone />
        </>
      ) : (
        <StepReading step={step} />
      )}
      <StepChecks step={step} setup={setup} mayAct={mayAct} />
      <Disclosure summary="Changes in the Email Support Tool, such as MAIL FROM">
        <LazyRequest
          subject={setup.setup.subject}
          kind="email_support_tool"
          title="Only the account representative can change these"
          setup={setup}
          mayChange={mayAct}
        />
      </Disclosure>
    </div>
  );
}
