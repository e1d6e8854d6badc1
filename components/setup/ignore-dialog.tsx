"use client";

import { useId, useState } from "react";
import { ProblemError } from "#lib/api/fetch-json.ts";
import type { DriftView } from "#lib/setup/schema.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState, type Problem } from "../ui/error-state.tsx";

type IgnoreDialogProps = {
  item: DriftView;
  onClose: () => void;
  onIgnore: (reason: string) => Promise<void>;
};

/** Asks why a difference may stay. */
export function IgnoreDialog({ item, onClose, onIgnore }: IgnoreDialogProps) {
  const reasonId = useId();
  const [reason, setReason] = useState("");
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ignore = async () => {
    setWorking(true);
    setProblem(null);
    try {
      await onIgnore(reason);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const [wrong] = Object.values(error.fields);
      setProblem(wrong ? { title: wrong, fix: "Write a few words." } : error);
      setWorking(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`Ignore ${item.field || item.name}`}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void ignore();
        }}
      >
        <p className="text-muted">
          Plans leave {item.field || "it"} of the {item.kind} {item.name} as it is, and nobody is told about
          it, until it changes again in {item.system}.
        </p>
        <div>
          <label htmlFor={reasonId} className="mb-1 block text-sm">
            Reason
          </label>
          <input
            id={reasonId}
            className="control"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            autoComplete="off"
          />
        </div>
        {problem && <ErrorState problem={problem} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={working}>
            Ignore
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
