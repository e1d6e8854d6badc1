"use client";

import Ellipsis from "lucide-react/icons/ellipsis";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { PolicyView } from "#lib/transfers/policies/schema.ts";

/** What can be done with a policy as a whole. */
export function PolicyMenu({ policy }: { policy: PolicyView }) {
  const router = useRouter();
  const [archiving, setArchiving] = useState(false);
  return (
    <>
      <Menu
        label="More"
        icon={<Ellipsis aria-hidden />}
        entries={[
          { label: "Make a copy", href: `/transfers/policies/new?from=${policy.id}` },
          {
            label: "Archive",
            danger: true,
            disabled: policy.archivedAt !== null,
            onSelect: () => setArchiving(true),
          },
        ]}
      />
      <ConfirmDialog
        open={archiving}
        onOpenChange={setArchiving}
        title={`Archive ${policy.name}?`}
        confirmLabel="Archive policy"
        danger
        onConfirm={async () => {
          await fetchJson(`/api/transfer-policies/${policy.id}`, { method: "DELETE" });
          toast({ kind: "good", title: "Policy archived" });
          router.push("/transfers/policies");
          router.refresh();
        }}
      >
        <p>
          No transfer starts by it any more, and its name is free again. Versions, cases and the log of its
          transfers stay readable. Nothing changes in the contact centre.
        </p>
      </ConfirmDialog>
    </>
  );
}
