"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { PolicyView } from "#lib/transfers/policies/schema.ts";

/** Makes an old version the newest one. A case that fails under it is told, and let pass only knowingly. */
export function RestoreVersion({ policy, version }: { policy: PolicyView; version: number }) {
  const router = useRouter();
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [knowingly, setKnowingly] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Restore
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Restore version ${version}?`}
        confirmLabel="Restore version"
        danger={false}
        onConfirm={async () => {
          const saved = await fetchJson<PolicyView>(
            `/api/transfer-policies/${policy.id}/versions/${version}/restore`,
            { body: { version: policy.version, allowFailingCases: knowingly } },
          );
          toast({ kind: "good", title: `Restored as version ${saved.version}` });
          router.refresh();
        }}
      >
        <p>
          It becomes version {policy.version + 1}; the versions between stay. Transfers under way go on by the
          version they began with.
        </p>
        <p className="mt-3 flex items-center gap-2 text-ink">
          <Checkbox id={id} checked={knowingly} onChange={(event) => setKnowingly(event.target.checked)} />
          <label htmlFor={id}>Also if cases of the policy fail under it</label>
        </p>
      </ConfirmDialog>
    </>
  );
}
