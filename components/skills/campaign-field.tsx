"use client";

import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { LazyCampaignPicker, PickerField } from "#components/tenant/picker-field.tsx";

type CampaignFieldProps = { connectionId: string; name: { id: number; label: string } | null };

/** The campaign that reports count the skill to; CXone refuses a skill without one. */
export function CampaignField({ connectionId, name }: CampaignFieldProps) {
  const { setValue, formState } = useFormContext();
  const [chosen, setChosen] = useState(name);
  return (
    <PickerField
      name="campaignId"
      label="Campaign"
      help="Reports group skills by campaign. It never dials and does not change who answers."
    >
      <LazyCampaignPicker
        connectionId={connectionId}
        chosen={chosen}
        onChoose={({ id, label }) => {
          setChosen({ id, label });
          setValue("campaignId", id, { shouldDirty: true, shouldValidate: formState.isSubmitted });
        }}
      />
    </PickerField>
  );
}
