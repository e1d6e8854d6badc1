"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";

type RestoreVersionProps = {
  /** What it is a version of, in the API: `/api/email/templates/tpl_…`. */
  path: string;
  version: number;
  /** The version that counts now. */
  current: number;
  /** What restoring means besides. */
  children: ReactNode;
  /** Something that is let pass only knowingly; sent under its name. */
  consent?: { name: string; label: string };
};

/** Makes an old version the newest one. */
export function RestoreVersion({ path, version, current, children, consent }: RestoreVersionProps) {
  const router = useRouter();
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [given, setGiven] = useState(false);
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
          const saved = await fetchJson<{ version: number }>(`${path}/versions/${version}/restore`, {
            body: { version: current, ...(consent ? { [consent.name]: given } : {}) },
          });
          toast({ kind: "good", title: `Restored as version ${saved.version}` });
          router.refresh();
        }}
      >
        <p>
          It becomes version {current + 1}; the versions between stay. {children}
        </p>
        {consent && (
          <p className="mt-3 flex items-center gap-2 text-ink">
            <Checkbox id={id} checked={given} onChange={(event) => setGiven(event.target.checked)} />
            <label htmlFor={id}>{consent.label}</label>
          </p>
        )}
      </ConfirmDialog>
    </>
  );
}
