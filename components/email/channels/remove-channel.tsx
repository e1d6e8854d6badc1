"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { EmailChannelItem } from "#lib/email/channels/schema.ts";

/** Forgets a channel here; what stays in CXone is said before. */
export function RemoveChannel({ channel: { id, name, version, channelId } }: { channel: EmailChannelItem }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const isThere = channelId !== null;
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Remove ${name}?`}
        confirmLabel="Remove here"
        {...(isThere ? { typeToConfirm: name } : {})}
        onConfirm={async () => {
          const query = { version: String(version), ...(isThere ? { name } : {}) };
          await fetchJson(`/api/email/channels/${id}`, { method: "DELETE", query });
          router.push("/email");
        }}
      >
        <p>
          Patchbay forgets the channel with its set-up, ticks and checks.{" "}
          {isThere
            ? "CXone keeps the channel and goes on sending and receiving: a person removes it there under Points of Contact Digital > CXone Email. Domain, mail server and template stay too."
            : "Nothing was made in CXone yet. Domain, mail server and template stay."}
        </p>
      </ConfirmDialog>
    </>
  );
}
