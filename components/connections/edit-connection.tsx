"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Link } from "#components/ui/link.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { KIND_NAMES } from "#lib/connections/mapping.ts";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { KeptConnectionFields } from "./connection-fields.tsx";
import { ConnectionForm, keptStart } from "./connection-form.tsx";
import { dependentLinks } from "./dependents.tsx";

/** Changes or deletes a connection. */
export function EditConnection({ kept }: { kept: ConnectionView }) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const dependents = dependentLinks(kept);
  const saved = () => {
    toast({ kind: "good", title: "Connection saved" });
    router.refresh();
  };
  return (
    <>
      <ConnectionForm
        key={kept.version}
        kept={kept}
        start={keptStart(kept)}
        onSaved={saved}
        aside={
          <Button variant="danger" onClick={() => setDeleting(true)}>
            Delete
          </Button>
        }
      >
        <KeptConnectionFields kept={kept} />
      </ConnectionForm>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${kept.name}`}
        confirmLabel="Delete connection"
        danger
        {...(kept.environment === "live" ? { typeToConfirm: kept.name } : {})}
        onConfirm={async () => {
          await fetchJson(`/api/connections/${kept.id}`, { method: "DELETE" });
          router.push("/connections");
          router.refresh();
        }}
      >
        <p>
          Patchbay forgets the credentials, the token and the health. Nothing changes at{" "}
          {KIND_NAMES[kept.kind]}.
        </p>
        {dependents.length > 0 && (
          <>
            <p className="mt-2">These still need it, and it cannot be deleted while they do:</p>
            <ul className="list-disc pl-5">
              {dependents.map(({ href, name }) => (
                <li key={href}>
                  <Link href={href}>{name}</Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </ConfirmDialog>
    </>
  );
}
