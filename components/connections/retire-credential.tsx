"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CredentialKind } from "#lib/connections/cxone/schema.ts";

type RetireCredentialProps = { connectionId: string; kind: CredentialKind; id: string | null };

/** Forgets the older of two overlapping credentials. */
export function RetireCredential({ connectionId, kind, id }: RetireCredentialProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" className="mt-3" onClick={() => setAsking(true)}>
        Retire the previous one
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Retire the previous one"
        confirmLabel="Retire"
        onConfirm={async () => {
          await fetchJson(`/api/connections/${connectionId}/overlaps/${kind}`, { method: "DELETE" });
          router.refresh();
        }}
      >
        <p>
          Patchbay forgets it and has no fallback any more if the current one fails. In CXone it stays valid
          until you switch it off there
          {id ? ` (access key ${id})` : ""}.
        </p>
      </ConfirmDialog>
    </>
  );
}
