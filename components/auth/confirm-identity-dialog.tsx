"use client";

import { useEffect, useState } from "react";
import DialogBody from "#components/ui/dialog-body.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { OwnSession } from "#lib/auth/schema.ts";
import { ConfirmByPassword } from "./confirm-by-password.tsx";
import { ConfirmByProvider } from "./confirm-by-provider.tsx";

type ConfirmIdentityDialogProps = {
  /** Called once: true when the server knows now who it is. */
  onDone: (confirmed: boolean) => void;
};

/** Asks who it is, in the way in which the person signed in. The page behind it keeps everything that was typed. */
export default function ConfirmIdentityDialog({ onDone }: ConfirmIdentityDialogProps) {
  const [session, setSession] = useState<OwnSession | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    fetchJson<OwnSession>("/api/session").then(setSession, (error: unknown) =>
      setProblem(
        error instanceof ProblemError ? error : { title: "Something failed in this page", fix: "Try again." },
      ),
    );
  }, []);

  return (
    <DialogBody
      place="centre"
      title="Confirm that it is you"
      description="Secrets, people, roles and deletions need a sign-in of the last 10 minutes. Nothing you typed is lost."
      onOpenChange={(open) => !open && onDone(false)}
    >
      {problem && <ErrorState problem={problem} />}
      {!session && !problem && <Spinner label="Looking who is signed in" className="text-sm" />}
      {session?.method === "password" && <ConfirmByPassword session={session} onDone={onDone} />}
      {session?.method === "oidc" && <ConfirmByProvider session={session} onDone={onDone} />}
    </DialogBody>
  );
}
