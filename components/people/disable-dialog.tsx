"use client";

import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { UserView } from "#lib/people/schema.ts";

type DisableDialogProps = {
  person: UserView;
  /** It is the one who is signed in here. */
  isMe: boolean;
  onClose: () => void;
  /** Resolves when the list shows it. */
  onDone: () => Promise<void>;
};

/** Asks before somebody is disabled or enabled again. */
export function DisableDialog({ person, isMe, onClose, onDone }: DisableDialogProps) {
  const disable = person.disabledAt === null;
  const change = async () => {
    await fetchJson(`/api/users/${person.id}/disabled`, { method: "PUT", body: { disabled: disable } });
    if (disable && isMe) {
      window.location.assign("/sign-in");
      return;
    }
    await onDone();
    toast({ kind: "good", title: disable ? `${person.name} is disabled` : `${person.name} is enabled` });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={disable ? `Disable ${person.name}?` : `Enable ${person.name}?`}
      confirmLabel={disable ? "Disable" : "Enable"}
      danger={disable}
      onConfirm={change}
    >
      {disable ? (
        <>
          <p>
            {isMe ? "This is you: you are signed out at once, " : "All sessions end at once, "}and signing in
            is refused until an admin enables {isMe ? "you" : person.name} again.
          </p>
          <p className="mt-2">What was set up stays as it is, and so do API tokens.</p>
        </>
      ) : (
        <p>Signing in works again with the password as it was. Ended sessions stay ended.</p>
      )}
    </ConfirmDialog>
  );
}
