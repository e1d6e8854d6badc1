"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { ConnectionForm } from "./connection-form.tsx";

/** Changes or deletes a connection. */
export function EditConnection({ kept }: { kept: ConnectionView }) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const saved = () => {
    toast({ kind: "good", title: "Connection saved" });
    router.refresh();
  };
  return (
    <>
      <ConnectionForm
        key={kept.version}
        kept={kept}
        issuer={kept.settings.issuer}
        onSaved={saved}
        aside={
          <Button variant="danger" onClick={() => setDeleting(true)}>
            Delete
          </Button>
        }
      >
        <ConnectionFields kept={kept} />
      </ConnectionForm>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${kept.name}`}
        confirmLabel="Delete connection"
        danger
        typeToConfirm={kept.name}
        onConfirm={async () => {
          await fetchJson(`/api/connections/${kept.id}`, { method: "DELETE" });
          router.push("/connections");
          router.refresh();
        }}
      >
        <p>Patchbay forgets the credentials and the token. Nothing changes at CXone.</p>
        {kept.handovers.length > 0 && (
          <p>Still needed by: {kept.handovers.map(({ name }) => name).join(", ")}. Delete these first.</p>
        )}
      </ConfirmDialog>
    </>
  );
}
