"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Facts } from "#components/console/facts.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { CheckboxField } from "#components/form/toggle-fields.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { DIGITAL, directionName, directionsOf, MEDIA_TYPES } from "#lib/skills/mapping.ts";
import type { SkillForm, SkillView } from "#lib/skills/schema.ts";
import { CampaignField } from "./campaign-field.tsx";
import { DigitalFields } from "./digital-fields.tsx";
import { EvaluationFields } from "./evaluation-fields.tsx";
import { FieldsPart } from "./fields-part.tsx";
import { ServiceLevelFields } from "./service-level-fields.tsx";
import { SkillNameField } from "./skill-name-field.tsx";

export type SkillFieldsProps = {
  connectionId: string;
  /** Null when CXone did not list them. */
  templates: readonly SelectOption[] | null;
  kept?: SkillView | undefined;
};

/** All fields of a skill (M-71 to M-78); which of them show depends on medium, direction and evaluation. */
export function SkillFields({ connectionId, templates, kept }: SkillFieldsProps) {
  const { setValue } = useFormContext<SkillForm>();
  const [mediaTypeId, direction] = useWatch<SkillForm, ["mediaTypeId", "direction"]>({
    name: ["mediaTypeId", "direction"],
  });
  const medium = Number(mediaTypeId);
  const allowed = directionsOf(medium);
  return (
    <>
      <FieldsPart title="Skill information">
        {kept ? (
          <Facts
            facts={[
              ["Media type", kept.mediaType],
              ["Direction", directionName(kept.direction)],
            ]}
          />
        ) : (
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              name="mediaTypeId"
              label="Media type"
              options={MEDIA_TYPES.map(({ id, name }) => ({ value: String(id), label: name }))}
              help="Cannot be changed later."
            />
            <SelectField
              name="direction"
              label="Direction"
              options={allowed.map((value) => ({ value, label: directionName(value) }))}
              help={
                medium === DIGITAL
                  ? "Digital skills are inbound unless for Personal Connection or Bring Your Own Channel."
                  : "Cannot be changed later."
              }
            />
          </div>
        )}
        <KnownDirection
          allowed={allowed}
          direction={direction}
          onReset={() => setValue("direction", "inbound")}
        />
        <SkillNameField />
        <CampaignField
          connectionId={connectionId}
          name={kept?.campaignId ? { id: kept.campaignId, label: kept.campaignName } : null}
        />
        {templates === null ? (
          <p className="text-muted text-sm">
            CXone does not list its message templates. The one that is set stays.
          </p>
        ) : (
          <SelectField
            name="messageTemplateId"
            label="Message template"
            optional
            options={[{ value: "", label: "None" }, ...templates]}
            help="For rich content in outbound messages."
          />
        )}
        {medium === DIGITAL && (
          <Disclosure summary="Routing queues (not recommended)">
            <CheckboxField
              name="isSubSkill"
              label="Sub-skill"
              help="Only where routing queues still assign skills to contacts. New work uses Studio scripts."
            />
          </Disclosure>
        )}
      </FieldsPart>
      <EvaluationFields />
      {direction === "inbound" && <ServiceLevelFields />}
      {medium === DIGITAL && <DigitalFields />}
    </>
  );
}

type KnownDirectionProps = { allowed: readonly string[]; direction: string; onReset: () => void };

/** A medium that does not have the direction chosen before: said, and one press away. */
function KnownDirection({ allowed, direction, onReset }: KnownDirectionProps) {
  if (allowed.includes(direction)) return null;
  return (
    <p role="status" className="text-sm text-warning">
      This media type has no such direction.{" "}
      <button type="button" className="underline underline-offset-2" onClick={onReset}>
        Set to inbound
      </button>
    </p>
  );
}
