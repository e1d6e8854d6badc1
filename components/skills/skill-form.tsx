"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { DIGITAL } from "#lib/skills/mapping.ts";
import type { SkillInput, SkillOutcome, SkillView, SkillForm as Values } from "#lib/skills/schema.ts";
import { SkillFields, type SkillFieldsProps } from "./skill-fields.tsx";

const loadSchema = () => import("#lib/skills/schema.ts").then((file) => file.skillInput);

type SkillFormProps = Pick<SkillFieldsProps, "connectionId" | "templates"> & {
  /** The skill to change; without it a new one is made. */
  kept?: SkillView;
};

/** Makes or changes a skill. What the form was opened with goes along, so that nobody's change is overwritten unseen. */
export function SkillForm({ connectionId, templates, kept }: SkillFormProps) {
  const router = useRouter();
  const base = `/api/connections/${connectionId}/skills`;

  const submit = async (skill: SkillInput) => {
    const { skill: saved, notKept } = kept
      ? await fetchJson<SkillOutcome>(`${base}/${kept.skillId}`, {
          method: "PUT",
          body: { skill, loaded: { readAt: kept.readAt, fields: kept.fields } },
        })
      : await fetchJson<SkillOutcome>(base, { body: skill });
    toast({ kind: "good", title: kept ? "Skill saved" : "Skill made" });
    const lacking = notKept.length > 0 ? `&notKept=${encodeURIComponent(notKept.join(", "))}` : "";
    router.push(`/skills/${saved.skillId}?connection=${connectionId}${lacking}`);
    router.refresh();
  };

  return (
    <Form<Values, SkillInput>
      defaultValues={kept ? keptValues(kept) : EMPTY}
      schema={loadSchema}
      onSubmit={submit}
      label="Skill"
      className="max-w-2xl space-y-6"
    >
      <SkillFields connectionId={connectionId} templates={templates} kept={kept} />
      <FormActions>
        <SubmitButton>{kept ? "Save skill" : "Make skill"}</SubmitButton>
        <Button variant="ghost" onClick={() => router.back()}>
          Cancel
        </Button>
      </FormActions>
    </Form>
  );
}

const EMPTY: Values = {
  skillName: "",
  mediaTypeId: String(DIGITAL),
  direction: "inbound",
  campaignId: 0,
  messageTemplateId: "",
  isSubSkill: false,
  evaluation: "skill-proficiency",
  focusMetric: "",
  focusLock: "",
  fallbackTimeSeconds: null,
  serviceLevelThresholdSeconds: 30,
  serviceLevelGoalPercent: 80,
  enableShortAbandon: false,
  shortAbandonThresholdSeconds: 15,
  acceptReject: false,
  agentResponse: false,
  agentFirstResponseSeconds: null,
  agentFollowOnResponseSeconds: null,
  customerResponse: false,
  customerIdleSeconds: null,
  timeExtension: false,
};

/** A skill in the form; what CXone left empty starts as in a new one. */
function keptValues({ fields, name, mediaTypeId, direction, campaignId }: SkillView): Values {
  const set = Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => field in EMPTY && value !== null),
  );
  return {
    ...EMPTY,
    ...set,
    skillName: name,
    mediaTypeId: String(mediaTypeId),
    direction,
    campaignId: campaignId ?? 0,
    messageTemplateId: String(fields.messageTemplateId ?? ""),
  };
}
