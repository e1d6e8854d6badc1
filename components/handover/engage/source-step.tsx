"use client";

import { useFormContext } from "react-hook-form";
import { applyProblem } from "#components/form/apply-problem.ts";
import { Form } from "#components/form/form.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { SourceForm, SourceInput } from "#lib/handover/engage-setup/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";
import { ChoiceField, useChoices, useFormValues } from "./choice-field.tsx";
import { toStoredSecret } from "./stored.ts";

type Kept = SourceInput & { stored: SecretView };

const loadSchema = () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.sourceInput);

/** What to type into Engage, and what comes back: the source by choice, its token by pasting (E-30 to E-34). */
export function SourceStep({ step, setup }: StepBodyProps) {
  const { stored, ...kept } = step.input as Kept;
  return (
    <div className="grid gap-4">
      <StepGuide step={step}>
        Copy each value over, tick what stands as “on”, then press Save in Engage. The page of the source then
        shows its API access token and its realtime endpoint URL.
      </StepGuide>
      <Form<SourceForm, SourceInput>
        defaultValues={kept}
        schema={loadSchema}
        onSubmit={(input) => setup.saveAndContinue(step, input)}
        label="What Engage gave back"
      >
        <Source handoverId={setup.handoverId} />
        <StoredSecretField
          name="realtimeToken"
          label="Realtime access token"
          secret={toStoredSecret(stored)}
          help="The field API access token on the page of the source. It is tried with Engage before it is kept."
        />
        <FormStepActions step={step} setup={setup} />
      </Form>
    </div>
  );
}

function Source({ handoverId }: { handoverId: string }) {
  const { values, set } = useFormValues<SourceInput>();
  return (
    <>
      <ChoiceField
        handoverId={handoverId}
        what="sources"
        name="sourceId"
        label="Source"
        chosen={values.sourceId ? [values.sourceId] : []}
        onChoose={({ id }) => set({ sourceId: id, realtimeUrl: "" })}
        empty="Engage shows the agent of the API token no source."
      />
      <Disclosure
        summary="The source is not in the list"
        open={values.realtimeUrl !== "" && !values.sourceId}
      >
        <NewSource handoverId={handoverId} />
      </Disclosure>
    </>
  );
}

/** A new source is out of everybody's reach: its address names it, and the token's agent is let in. */
function NewSource({ handoverId }: { handoverId: string }) {
  const { values, set } = useFormValues<SourceInput>();
  const { setError } = useFormContext();
  const { data, refetch } = useChoices(handoverId, "sources");
  const { busy, problem, run } = useDeed();
  const letIn = () =>
    run("access", async () => {
      try {
        const body = { realtimeUrl: values.realtimeUrl };
        const { sourceId } = await fetchJson<{ sourceId: string }>(
          `/api/handovers/${handoverId}/setup/source/access`,
          { body },
        );
        await refetch();
        set({ sourceId });
      } catch (error) {
        if (applyProblem(error, new Set(["realtimeUrl"]), setError) !== null) throw error;
      }
    });
  return (
    <div className="grid gap-3">
      <p className="text-muted text-sm">
        A new source lets nobody read it, the agent of the API token included
        {data?.owner ? ` (${data.owner.name})` : ""}. Paste its realtime endpoint URL; Patchbay gives that
        agent read and reply there.
      </p>
      <TextField
        name="realtimeUrl"
        label="Realtime endpoint URL"
        exact
        optional
        help="On the page of the source, under Implementation details. Derived when you choose from the list."
      />
      {problem && <ErrorState problem={problem} />}
      <Button
        className="justify-self-start"
        disabled={values.realtimeUrl.trim() === ""}
        loading={busy === "access"}
        onClick={letIn}
      >
        Give the agent access and choose it
      </Button>
    </div>
  );
}
