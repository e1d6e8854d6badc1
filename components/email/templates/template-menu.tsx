"use client";

import Ellipsis from "lucide-react/icons/ellipsis";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { TemplateView } from "#lib/email/templates/schema.ts";

/** What can be done with a template as a whole. */
export function TemplateMenu({ template }: { template: TemplateView }) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const using = template.channels.filter(({ state }) => state !== "removed");
  return (
    <>
      <Menu
        label="More"
        icon={<Ellipsis aria-hidden />}
        entries={[
          { label: "Make a copy", href: `/email/templates/new?from=${template.id}` },
          { label: "Delete", danger: true, onSelect: () => setDeleting(true) },
        ]}
      />
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${template.name}?`}
        confirmLabel="Delete template"
        danger
        onConfirm={async () => {
          await fetchJson(`/api/email/templates/${template.id}`, {
            method: "DELETE",
            body: { version: template.version, usedBy: using.map(({ id }) => id) },
          });
          toast({ kind: "good", title: "Template deleted" });
          router.push(`/email/templates?connection=${template.connection.id}`);
          router.refresh();
        }}
      >
        {using.length > 0 && (
          <Callout kind="warning" title={`In use by ${using.map(({ name }) => name).join(", ")}`}>
            {using.length === 1 ? "This channel says" : "These channels say"} then that the template was
            deleted, until another one is chosen.
          </Callout>
        )}
        <p className="mt-2">
          It can be taken back with its versions; its name is free again. In CXone nothing changes: what was
          entered there stays until somebody deletes it there.
        </p>
      </ConfirmDialog>
    </>
  );
}

/** On the page of a deleted template: takes it back. */
export function TakeBack({ template }: { template: TemplateView }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        Take back
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take ${template.name} back?`}
        confirmLabel="Take back"
        danger={false}
        onConfirm={async () => {
          await fetchJson(`/api/email/templates/${template.id}/restore`, { method: "POST", body: {} });
          toast({ kind: "good", title: "Template is back" });
          router.refresh();
        }}
      >
        <p>It comes back in version {template.version}, with its channels and versions.</p>
      </ConfirmDialog>
    </>
  );
}
