"use client";

import X from "lucide-react/icons/x";
import { useId, useState } from "react";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { splitExtensions } from "#lib/email/extensions/mapping.ts";
import type { ExtensionsView } from "#lib/email/extensions/schema.ts";
import { problemOfExtension } from "#lib/email/extensions/state.ts";

type ExtensionListProps = { view: ExtensionsView; mayChange: boolean };

/** The file types that are wanted; each change is kept at once. An empty list has to be meant. */
export function ExtensionList({ view, mayChange }: ExtensionListProps) {
  const { busy, problem, run } = useDeed();
  const [emptying, setEmptying] = useState(false);
  const { connection, wanted, version, isDecided, updatedBy, updatedAt } = view;
  const save = (extensions: readonly string[]) =>
    fetchJson(`/api/email/extensions/${connection.id}`, {
      method: "PUT",
      body: { version, extensions, everythingAllowed: extensions.length === 0 },
    });
  const remove = (one: string) => {
    if (wanted.length === 1) setEmptying(true);
    else void run(one, () => save(wanted.filter((kept) => kept !== one)));
  };
  return (
    <Section
      title="Wanted"
      note="File types that may come in, for every email channel of the business unit."
      actions={
        mayChange &&
        wanted.length > 0 && (
          <Button size="sm" variant="ghost" onClick={() => setEmptying(true)}>
            Allow everything
          </Button>
        )
      }
    >
      <div className="grid gap-3 p-3">
        {wanted.length === 0 ? (
          <Callout kind="warning" title="Every file type is allowed">
            {isDecided
              ? "The list is empty: CXone lets every attachment through, programs and scripts too."
              : "Nobody has decided yet. As long as CXone's list is empty, it lets every attachment through, programs and scripts too."}
          </Callout>
        ) : (
          <ul className="flex flex-wrap gap-2" aria-label="Wanted extensions">
            {wanted.map((one) => (
              <li
                key={one}
                className="inline-flex items-center gap-1 rounded-md border bg-sunken pl-2 font-mono text-sm"
              >
                {one}
                {mayChange && (
                  <IconButton
                    label={`Remove ${one}`}
                    size="sm"
                    icon={<X aria-hidden />}
                    onClick={() => remove(one)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {mayChange && (
          <AddExtensions
            wanted={wanted}
            busy={busy === "add"}
            onAdd={(added) => run("add", () => save([...wanted, ...added]))}
          />
        )}
        {problem && <ErrorState problem={problem} />}
        {updatedBy && updatedAt && (
          <p className="text-muted text-xs">
            Changed by {updatedBy}, <Time at={updatedAt} />
          </p>
        )}
        {mayChange && !isDecided && (
          <div>
            <Button size="sm" variant="ghost" onClick={() => setEmptying(true)}>
              Everything is meant to be allowed
            </Button>
          </div>
        )}
      </div>
      <ConfirmDialog
        open={emptying}
        onOpenChange={setEmptying}
        title="Allow every file type?"
        confirmLabel="Allow everything"
        onConfirm={async () => {
          await save([]);
          await run("refresh", async () => {});
        }}
      >
        An empty list is no ban: CXone then lets every attachment through, .exe and .js too.
      </ConfirmDialog>
    </Section>
  );
}

type AddExtensionsProps = {
  wanted: readonly string[];
  busy: boolean;
  onAdd: (extensions: string[]) => Promise<boolean>;
};

function AddExtensions({ wanted, busy, onAdd }: AddExtensionsProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const add = async () => {
    const typed = text.trim() === "" ? [""] : splitExtensions(text);
    const wrong = typed.map(problemOfExtension).find((found) => found !== null) ?? twice(typed, wanted);
    setError(wrong ?? null);
    if (!wrong && (await onAdd(typed.map((one) => one.toLowerCase())))) setText("");
  };
  return (
    <form
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label htmlFor={id} className="font-medium text-sm">
        Add extensions
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          className="control max-w-80 font-mono"
          value={text}
          autoComplete="off"
          spellCheck={false}
          placeholder=".png, .jpeg, .docx"
          aria-invalid={error !== null}
          aria-describedby={`${id}-help`}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" loading={busy}>
          Add
        </Button>
      </div>
      <p
        id={`${id}-help`}
        role={error ? "alert" : undefined}
        className={error ? "text-bad text-xs" : "text-muted text-xs"}
      >
        {error ?? "Each begins with a period; several are divided by commas. Of .tar.gz only .gz counts."}
      </p>
    </form>
  );
}

/** Capitals make no other extension. */
function twice(typed: readonly string[], wanted: readonly string[]): string | null {
  const all = [...wanted, ...typed].map((one) => one.toLowerCase());
  const again = all.find((one, index) => all.indexOf(one) < index);
  return again ? `${again} stands in the list already.` : null;
}
