"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { SkillNameField } from "#components/skills/skill-name-field.tsx";
import {
  LazyAgentPicker,
  LazyCampaignPicker,
  LazySkillPicker,
  PickerField,
} from "#components/tenant/picker-field.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { SkillInput } from "#lib/handover/schema.ts";
import type { PickerOption } from "#lib/tenant/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

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
  const connectionId = connectionOf(setup);
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
      {connectionId ? (
        <SkillFields connectionId={connectionId} />
      ) : (
        <Callout kind="waiting" title="No connection is chosen">
          Finish step Connection first: skills, campaigns and agents come from that tenant.
        </Callout>
      )}
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

function SkillFields({ connectionId }: { connectionId: string }) {
  const { setValue, getValues } = useFormContext<Values>();
  const [mode, skillId, pickedName, campaignId, campaignName, agents] = useWatch<
    Values,
    ["mode", "skillId", "pickedName", "campaignId", "campaignName", "agents"]
  >({ name: ["mode", "skillId", "pickedName", "campaignId", "campaignName", "agents"] });
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
        <PickerField name="skillId" label="Skill">
          <LazySkillPicker
            connectionId={connectionId}
            forChannel
            chosen={one(skillId, pickedName)}
            onChoose={({ id, label }) => set({ skillId: id, pickedName: label })}
          />
        </PickerField>
      ) : (
        <>
          <SkillNameField />
          <PickerField
            name="campaignId"
            label="Campaign"
            help="Reports group skills by campaign; it does not change who answers."
          >
            <LazyCampaignPicker
              connectionId={connectionId}
              chosen={one(campaignId, campaignName)[0] ?? null}
              onChoose={({ id, label }) => set({ campaignId: id, campaignName: label })}
            />
          </PickerField>
        </>
      )}
      <PickerField
        name="agents"
        label="Agents who get the skill"
        help="At least one agent has to hold the skill; conversations of a skill without agents wait unseen."
      >
        <LazyAgentPicker
          connectionId={connectionId}
          digital
          mustEngage
          chosen={agents.map(({ agentId, name }) => ({ id: agentId, label: name }))}
          onChoose={chooseAgent}
        />
      </PickerField>
    </>
  );
}

/** What one field holds, as a list of at most one. */
const one = (id: number, label: string) => (id ? [{ id, label }] : []);

/** The connection that step Connection chose. */
function connectionOf(setup: StepBodyProps["setup"]): string {
  const input = setup.setup.steps.find(({ id }) => id === "connection")?.input;
  return (input as { connectionId?: string } | null)?.connectionId ?? "";
}

function toInput(values: Values): SkillInput {
  const { agents, skillId, pickedName, skillName, campaignId, campaignName } = values;
  return values.mode === "pick"
    ? { mode: "pick", skillId, skillName: pickedName, agents }
    : { mode: "create", skillName, campaignId, campaignName, agents };
}
