"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { SmtpView } from "#lib/email/smtp/schema.ts";

const CopyDialog = lazy(() => import("./copy-dialog.tsx"));

type SmtpDeedsProps = { smtp: SmtpView; tenants: readonly { id: string; name: string }[] };

/** What an admin does with a whole configuration: another one like it (M-28), or none. */
export function SmtpDeeds({ smtp, tenants }: SmtpDeedsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"copy" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen("copy")}>Copy for another mailbox</Button>
      <Button variant="danger" onClick={() => setOpen("delete")}>
        Delete
      </Button>
      {open === "copy" && (
        <Suspense fallback={null}>
          <CopyDialog smtp={smtp} tenants={tenants} onClose={close} />
        </Suspense>
      )}
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={close}
        title={`Delete ${smtp.name}`}
        confirmLabel="Delete configuration"
        danger
        {...(smtp.connection.sandbox ? {} : { typeToConfirm: smtp.name })}
        onConfirm={async () => {
          await fetchJson(`/api/email/smtp/${smtp.id}`, { method: "DELETE" });
          router.push("/email/smtp");
          router.refresh();
        }}
      >
        <p>
          Patchbay forgets the secret, the authorisation and its token. Nothing changes at the mail server, at
          Microsoft or in CXone; the mails that were sent stay in the list.
        </p>
      </ConfirmDialog>
    </>
  );
}
