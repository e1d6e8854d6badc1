"use client";

import Ellipsis from "lucide-react/icons/ellipsis";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { SignatureView } from "#lib/email/signatures/schema.ts";

/** What can be done with a signature as a whole. */
export function SignatureMenu({ signature }: { signature: SignatureView }) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const { id, name, version, people } = signature;
  return (
    <>
      <Menu
        label="More"
        icon={<Ellipsis aria-hidden />}
        entries={[{ label: "Delete", danger: true, onSelect: () => setDeleting(true) }]}
      />
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${name}?`}
        confirmLabel="Delete signature"
        danger
        onConfirm={async () => {
          await fetchJson(`/api/email/signatures/${id}`, {
            method: "DELETE",
            body: { version, people: people.length },
          });
          toast({ kind: "good", title: "Signature deleted" });
          router.push(`/email/signatures?connection=${signature.connection.id}`);
          router.refresh();
        }}
      >
        <p>
          {people.length === 0
            ? "Nobody has it."
            : `${people.length === 1 ? "One person has" : `${people.length} people have`} it and will have none.`}{" "}
          In CXone it stays until somebody deletes it there.
        </p>
      </ConfirmDialog>
    </>
  );
}
