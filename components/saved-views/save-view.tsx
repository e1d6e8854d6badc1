import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { SavedView, ViewedList } from "#lib/saved-views/schema.ts";

type SaveViewProps = {
  list: ViewedList;
  query: string;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
};

/** Asks for the name of a view and keeps it. */
export default function SaveView({ list, query, onClose, onSaved }: SaveViewProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (working) return;
    const name = new FormData(event.currentTarget).get("name");
    setWorking(true);
    try {
      const view = await fetchJson<SavedView>("/api/saved-views", { body: { list, name, query } });
      onSaved(view);
      toast({ kind: "good", title: `Kept as ${view.name}` });
      onClose();
    } catch (error) {
      setProblem(wordsOf(error));
      setWorking(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Save this view"
      description="Search, filters and columns, under a name that only you see. Whoever you send its address to sees the same rows."
    >
      <form onSubmit={save} className="space-y-4" noValidate>
        <div>
          <label htmlFor={id} className="mb-1 block font-medium text-sm">
            Name
          </label>
          <input
            id={id}
            name="name"
            className="control"
            autoComplete="off"
            placeholder="Voicemail yesterday"
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
          />
          {problem !== null && (
            <p id={`${id}-problem`} role="alert" className="mt-1 text-bad text-sm">
              {problem}
            </p>
          )}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={working}>
            Save view
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function wordsOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return "The view is not saved. Try again.";
  return Object.values(error.fields)[0] ?? error.detail ?? error.title;
}
