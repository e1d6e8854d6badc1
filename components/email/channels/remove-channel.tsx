"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { RemovalView } from "#lib/email/channels/removal/schema.ts";

/** Forgets a channel here, with all in sight that loses it and that stays. */
export function RemoveChannel({ removal }: { removal: RemovalView }) {
  const { id, name, version, isThere, dependants, items } = removal;
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const left = items.filter(({ done }) => done === null).length;
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Remove here
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Remove ${name}?`}
        confirmLabel="Remove here"
        {...(isThere ? { typeToConfirm: name } : {})}
        onConfirm={async () => {
          const query = {
            version: String(version),
            seen: JSON.stringify(dependants.map((one) => one.id)),
            ...(isThere ? { name } : {}),
          };
          await fetchJson(`/api/email/channels/${id}`, { method: "DELETE", query });
          if (items.length > 0) router.refresh();
          else router.push("/email");
        }}
      >
        <p>
          Patchbay forgets the channel with its set-up, checks, permissions and service level. Domain, mail
          server and templates stay here.{" "}
          {left > 0
            ? `In CXone nothing changes: the list of ${left === 1 ? "one thing" : `${left} things`} left to do stays on this page.`
            : "Nothing is left to do in CXone."}
        </p>
      </ConfirmDialog>
    </>
  );
}
