"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { MadeLink as Link, PersonView } from "#lib/people/schema.ts";
import { DisableDialog } from "./disable-dialog.tsx";
import { MadeLink } from "./made-link.tsx";

type PersonDeedsProps = { person: PersonView; isMe: boolean };

/** What an admin does for a person who is locked out, or against one who left. */
export function PersonDeeds({ person, isMe }: PersonDeedsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"reset" | "disable" | "delete" | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const close = () => setAsked(null);
  const disabled = person.disabledAt !== null;

  const reset = async () => setLink(await fetchJson(`/api/users/${person.id}/reset`, { method: "POST" }));
  const remove = async () => {
    await fetchJson(`/api/users/${person.id}`, { method: "DELETE" });
    toast({ kind: "good", title: `${person.name} is deleted` });
    router.push("/settings/people");
  };
  return (
    <Section title="Access">
      <div className="grid justify-items-start gap-2 p-3">
        {!disabled && <Button onClick={() => setAsked("reset")}>Make reset link</Button>}
        <Button onClick={() => setAsked("disable")}>{disabled ? "Enable" : "Disable"}</Button>
        {!isMe && (
          <Button variant="danger" onClick={() => setAsked("delete")}>
            Delete
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asked === "reset"}
        onOpenChange={close}
        title={`Make a reset link for ${person.name}?`}
        confirmLabel="Make reset link"
        danger={false}
        onConfirm={reset}
      >
        <p>
          With the link {person.name} sets a new password. When it is used, the old password and every open
          session end. Until then nothing changes.
        </p>
      </ConfirmDialog>
      {asked === "disable" && (
        <DisableDialog person={person} isMe={isMe} onClose={close} onDone={async () => router.refresh()} />
      )}
      <ConfirmDialog
        open={asked === "delete"}
        onOpenChange={close}
        title={`Delete ${person.name}?`}
        confirmLabel="Delete person"
        typeToConfirm={person.email}
        onConfirm={remove}
      >
        <p>
          The account and its sessions are gone for good. What {person.name} did stays in the audit log, and
          API tokens stay. To keep somebody out for a while, disable them instead.
        </p>
      </ConfirmDialog>
      <Dialog
        open={link !== null}
        onOpenChange={() => setLink(null)}
        title={`Reset link for ${person.name}`}
        footer={
          <Button variant="primary" onClick={() => setLink(null)}>
            I handed it over
          </Button>
        }
      >
        {link && <MadeLink link={link} label="Reset link" name={person.name} />}
      </Dialog>
    </Section>
  );
}
