"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { TemplateView } from "#lib/email/templates/schema.ts";

/** Makes an old version the newest one. */
export function RestoreVersion({ template, version }: { template: TemplateView; version: number }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
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
          const saved = await fetchJson<TemplateView>(
            `/api/email/templates/${template.id}/versions/${version}/restore`,
            { body: { version: template.version } },
          );
          toast({ kind: "good", title: `Restored as version ${saved.version}` });
          router.refresh();
        }}
      >
        <p>
          It becomes version {template.version + 1}; the versions between stay. In CXone it has to be entered
          again.
        </p>
      </ConfirmDialog>
    </>
  );
}
