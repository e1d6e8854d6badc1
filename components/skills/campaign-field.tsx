"use client";

import { lazy, Suspense, useState } from "react";
import { FieldGroup } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

// Fetched after the form: together they would weigh too much for the first load.
const CampaignPicker = lazy(() =>
  import("#components/campaigns/campaign-picker.tsx").then((file) => ({ default: file.CampaignPicker })),
);

type CampaignFieldProps = { connectionId: string; name: { id: number; label: string } | null };

/** The campaign that reports count the skill to; CXone refuses a skill without one. */
export function CampaignField({ connectionId, name }: CampaignFieldProps) {
  const field = useField("campaignId", { help: true });
  const [chosen, setChosen] = useState(name);
  return (
    <FieldGroup
      id={field.id}
      label="Campaign"
      error={field.error}
      help="Reports group skills by campaign. It never dials and does not change who answers."
    >
      <Suspense fallback={<Skeleton className="h-24" />}>
        <CampaignPicker
          connectionId={connectionId}
          chosen={chosen}
          onChoose={({ id, label }) => {
            setChosen({ id, label });
            field.type(id);
          }}
        />
      </Suspense>
    </FieldGroup>
  );
}
