"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onReauthRequired } from "#lib/api/fetch-json.ts";

const ConfirmDialogBody = lazy(() => import("./confirm-identity-dialog.tsx"));

/**
 * Opens the question "is it you?" whenever any request of a page needs it, above whatever is open. Stands once in the
 * console's frame; what it shows is loaded when it is asked first.
 */
export function ConfirmItIsYou() {
  const [answer, setAnswer] = useState<((confirmed: boolean) => void) | null>(null);

  useEffect(() => onReauthRequired(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);

  if (!answer) return null;
  const done = (confirmed: boolean) => {
    setAnswer(null);
    answer(confirmed);
  };
  return (
    <Suspense fallback={null}>
      <ConfirmDialogBody onDone={done} />
    </Suspense>
  );
}
