"use client";

import { ObjectPicker } from "#components/tenant/object-picker.tsx";
import type { CampaignView } from "#lib/campaigns/schema.ts";
import type { PickerOption } from "#lib/tenant/schema.ts";

type CampaignPickerProps = {
  connectionId: string;
  chosen: { id: number; label: string } | null;
  onChoose: (campaign: PickerOption) => void;
};

/** One of the campaigns of a tenant; those that are not active cannot be chosen. */
export function CampaignPicker({ connectionId, chosen, onChoose }: CampaignPickerProps) {
  return (
    <ObjectPicker<CampaignView>
      connectionId={connectionId}
      noun="campaigns"
      chosen={chosen ? [chosen] : []}
      onChoose={onChoose}
      toOption={({ campaignId, name, active, description }) => ({
        id: campaignId,
        label: name,
        hint: active ? description || null : "Not active",
        disabled: !active,
      })}
    />
  );
}
