"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CampaignDetail, CampaignInput, CampaignForm as Values } from "#lib/campaigns/schema.ts";

const loadSchema = () => import("#lib/campaigns/schema.ts").then((file) => file.campaignInput);

type CampaignFormProps = {
  connectionId: string;
  /** The campaign to change; without it a new one is made. */
  kept?: CampaignDetail;
};

/** Makes or changes a campaign. */
export function CampaignForm({ connectionId, kept }: CampaignFormProps) {
  const router = useRouter();
  const base = `/api/connections/${connectionId}/campaigns`;
  const submit = async (campaign: CampaignInput) => {
    const saved = kept
      ? await fetchJson<CampaignDetail>(`${base}/${kept.campaignId}`, {
          method: "PUT",
          body: { campaign, loaded: { readAt: kept.readAt, fields: kept.fields } },
        })
      : await fetchJson<CampaignDetail>(base, { body: campaign });
    toast({ kind: "good", title: kept ? "Campaign saved" : "Campaign made" });
    router.push(`/campaigns/${saved.campaignId}?connection=${connectionId}`);
    router.refresh();
  };
  return (
    <Form<Values, CampaignInput>
      defaultValues={{
        name: kept?.name ?? "",
        description: kept?.description ?? "",
        notes: kept?.notes ?? "",
      }}
      schema={loadSchema}
      onSubmit={submit}
      label="Campaign"
      className="max-w-xl"
    >
      <TextField name="name" label="Name" limit={100} />
      <TextField name="description" label="Description" optional limit={500} />
      <TextareaField name="notes" label="Notes" optional />
      <FormActions>
        <SubmitButton>{kept ? "Save campaign" : "Make campaign"}</SubmitButton>
        <Button variant="ghost" onClick={() => router.back()}>
          Cancel
        </Button>
      </FormActions>
    </Form>
  );
}
