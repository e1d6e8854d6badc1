"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { PickerOption, SkillInput } from "#lib/handover/schema.ts";
import { OptionPicker } from "../option-picker.tsx";
import type { StepBodyProps } from "../use-setup.ts";
import { FormStepActions } from "./step-actions.tsx";

type Agent = { agentId: number; name: string };
/** Both modes in one form, so that changing one's mind loses nothing. */
type Values = {
  mode: "pick" | "create";
  skillId: number;
  pickedName: string;
  skillName: string;
  campaignId: number;
  campaignName: string;
  agents: Agent[];
};

const MODES = [
  { value: "create", label: "Make a new skill", note: "Digital and inbound, in a campaign you choose." },
  { value: "pick", label: "Use an existing skill", note: "Its agents get these conversations as well." },
];

export function SkillStep({ step, setup }: StepBodyProps) {
  const kept = (step.input ?? {}) as Partial<Values> & { mode?: "pick" | "create" };
  const submit = async (values: Values) => {
    await setup.saveAndContinue(step, toInput(values));
  };
  return (
    <Form<Values>
      defaultValues={{
        mode: kept.mode ?? "create",
        skillId: kept.skillId ?? 0,
        pickedName: kept.mode === "pick" ? (kept.skillName ?? "") : "",
        skillName: kept.mode === "pick" ? "" : (kept.skillName ?? ""),
        campaignId: kept.campaignId ?? 0,
        campaignName: kept.campaignName ?? "",
        agents: kept.agents ?? [],
      }}
      onSubmit={submit}
      label="Skill"
    >
      <RadioCardsField name="mode" label="Which skill answers?" options={MODES} columns={2} />
      <SkillFields handoverId={setup.handoverId} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

function SkillFields({ handoverId }: { handoverId: string }) {
  const { setValue, getValues } = useFormContext<Values>();
  const mode = useWatch<Values, "mode">({ name: "mode" });
  const set = (values: Partial<Values>) => {
    for (const [name, value] of Object.entries(values))
      setValue(name as keyof Values, value as never, { shouldDirty: true });
  };
  const chooseAgent = ({ id, label }: PickerOption, chosen: boolean) => {
    const others = getValues("agents").filter((agent) => agent.agentId !== id);
    set({ agents: chosen ? [...others, { agentId: id, name: label }] : others });
  };
  return (
    <>
      {mode === "pick" ? (
        <OptionPicker
          name="skillId"
          label="Skill"
          handoverId={handoverId}
          kind="skills"
          isChosen={(id) => getValues("skillId") === id}
          onChoose={({ id, label }) => set({ skillId: id, pickedName: label })}
        />
      ) : (
        <>
          <TextField
            name="skillName"
            label="Skill name"
            limit={30}
            exact
            help="2 to 30 letters, digits, hyphens, underscores, periods or colons."
          />
          <OptionPicker
            name="campaignId"
            label="Campaign"
            help="Reports group skills by campaign; it does not change who answers."
            handoverId={handoverId}
            kind="campaigns"
            isChosen={(id) => getValues("campaignId") === id}
            onChoose={({ id, label }) => set({ campaignId: id, campaignName: label })}
          />
        </>
      )}
      <OptionPicker
        name="agents"
        label="Agents who get the skill"
        help="At least one agent has to hold the skill; conversations of a skill without agents wait unseen."
        handoverId={handoverId}
        kind="agents"
        multiple
        isChosen={(id) => getValues("agents").some((agent) => agent.agentId === id)}
        onChoose={chooseAgent}
      />
    </>
  );
}

function toInput(values: Values): SkillInput {
  const { agents, skillId, pickedName, skillName, campaignId, campaignName } = values;
  return values.mode === "pick"
    ? { mode: "pick", skillId, skillName: pickedName, agents }
    : { mode: "create", skillName, campaignId, campaignName, agents };
}
