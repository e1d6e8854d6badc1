"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CampaignDetail } from "#lib/campaigns/schema.ts";

/** Deactivates or activates a campaign. CXone deletes none. */
export function CampaignSwitch({ campaign }: { campaign: CampaignDetail }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { name, active, connectionId, campaignId } = campaign;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{active ? "Deactivate" : "Activate"}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`${active ? "Deactivate" : "Activate"} ${name}?`}
        confirmLabel={active ? "Deactivate campaign" : "Activate campaign"}
        danger={active}
        onConfirm={async () => {
          const deed = active ? "deactivate" : "activate";
          await fetchJson(`/api/connections/${connectionId}/campaigns/${campaignId}/${deed}`, {
            method: "POST",
          });
          toast({ kind: "good", title: active ? "Campaign deactivated" : "Campaign activated" });
          router.refresh();
        }}
      >
        <p>
          {active
            ? "It can no longer be chosen for skills. Its skills and their reports are kept, and it can be activated again."
            : "It can be chosen for skills again."}
        </p>
      </ConfirmDialog>
    </>
  );
}
