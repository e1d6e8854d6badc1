"use client";

import { ObjectPicker } from "#components/tenant/object-picker.tsx";
import { directionName, unsuitableForDigital } from "#lib/skills/mapping.ts";
import type { SkillRow } from "#lib/skills/schema.ts";
import type { PickerOption } from "#lib/tenant/schema.ts";

type SkillPickerProps = {
  connectionId: string;
  chosen: readonly { id: number; label: string }[];
  onChoose: (skill: PickerOption, chosen: boolean) => void;
  multiple?: boolean;
  /** Only digital inbound active ones can be chosen: the default skill of a channel (H-55). */
  forChannel?: boolean;
};

/** Skills of a tenant. */
export function SkillPicker({
  connectionId,
  chosen,
  onChoose,
  multiple = false,
  forChannel = false,
}: SkillPickerProps) {
  return (
    <ObjectPicker<SkillRow>
      connectionId={connectionId}
      noun="skills"
      {...(forChannel ? { filter: { media: "9" } } : {})}
      multiple={multiple}
      chosen={chosen}
      onChoose={onChoose}
      toOption={(skill) => {
        const reason = forChannel ? unsuitableForDigital(skill) : skill.active ? null : "Not active";
        const about = forChannel
          ? skill.campaignName
          : `${skill.mediaType} · ${directionName(skill.direction)}`;
        return {
          id: skill.skillId,
          label: skill.name,
          hint: reason ?? (about || null),
          disabled: reason !== null,
        };
      }}
    />
  );
}
