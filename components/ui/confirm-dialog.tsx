"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorState, type Problem } from "./error-state.tsx";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the thing: "Tear down Support DE?" */
  title: string;
  /** What will be touched, and what will not. */
  children: ReactNode;
  /** The verb on the button: "Tear down". */
  confirmLabel: string;
  danger?: boolean;
  /** The name that must be typed before the button works: for what harms live traffic. */
  typeToConfirm?: string;
  /** Resolves when the server has done it; then the dialog closes. Never optimistic. */
  onConfirm: () => Promise<void>;
  /** Turns what `onConfirm` threw into words. */
  toProblem?: (error: unknown) => Problem;
};

/** What a form would say of its fields: here nothing was typed. */
const OF_FORMS = "What you typed is still here. ";

const ofDeed = (problem: Problem): Problem =>
  problem.fix?.startsWith(OF_FORMS) ? { ...problem, fix: problem.fix.slice(OF_FORMS.length) } : problem;

const unnamed = (error: unknown): Problem =>
  error instanceof Error && "title" in error
    ? ofDeed(error as Error & Problem)
    : { title: "That did not work", fix: "Try again. If it fails again, look into the request log." };

/** Asks before something that cannot simply be undone. A failure is shown inside and the dialog stays. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title } = props;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <ConfirmBody {...props} />
    </Dialog>
  );
}

function ConfirmBody({
  onOpenChange,
  children,
  confirmLabel,
  danger = true,
  typeToConfirm,
  onConfirm,
  toProblem = unnamed,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const inputId = useId();
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;

  const confirm = async () => {
    if (!ready || working) return;
    setWorking(true);
    setProblem(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setWorking(false);
    }
  };

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <div className="text-muted">{children}</div>
      {typeToConfirm !== undefined && (
        <div>
          <label htmlFor={inputId} className="mb-1 block text-sm">
            Type <strong className="break-all">{typeToConfirm}</strong> to confirm
          </label>
          <input
            id={inputId}
            className="control"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
      )}
      {problem && <ErrorState problem={problem} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button type="submit" variant={danger ? "danger" : "primary"} loading={working} disabled={!ready}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
