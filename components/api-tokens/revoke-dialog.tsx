"use client";

import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { TokenView } from "#lib/people/schema.ts";

type RevokeDialogProps = {
  token: TokenView;
  onClose: () => void;
  /** Resolves when the list shows it. */
  onDone: () => Promise<void>;
};

/** Asks before a token stops working for good. */
export function RevokeDialog({ token, onClose, onDone }: RevokeDialogProps) {
  const revoke = async () => {
    await fetchJson(`/api/tokens/${token.id}`, { method: "DELETE" });
    await onDone();
    toast({ kind: "good", title: `${token.name} is revoked` });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke ${token.name}?`}
      confirmLabel="Revoke"
      onConfirm={revoke}
    >
      <p>
        The token that ends in <code>{token.hint}</code> is refused from the next request on. It cannot be
        brought back.
      </p>
      <p className="mt-2">What was done with it stays. Other tokens keep working.</p>
    </ConfirmDialog>
  );
}
