"use client";

import { useId, useState } from "react";
import { useFormContext } from "react-hook-form";
import { announce } from "#components/ui/announce.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { readCredentials } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";

/** Fills the form from credentials pasted as JSON, so that nobody carries values one by one. */
export function PasteCredentials({ kind }: { kind: ConnectionKind }) {
  const id = useId();
  const { setValue } = useFormContext();
  const [result, setResult] = useState<{ ok: boolean; text: string }>();

  const read = (text: string) => {
    if (text.trim() === "") return setResult(undefined);
    const read = readCredentials(text, kind);
    if (!read.ok) return setResult({ ok: false, text: read.sentence });
    for (const { field, value } of read.fields) setValue(field, value, { shouldDirty: true });
    const text_ = `Filled ${read.fields.length} fields below.`;
    setResult({ ok: true, text: text_ });
    announce(text_);
  };

  return (
    <Disclosure summary="Paste all credentials at once">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        Credentials as JSON
      </label>
      <textarea
        id={id}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-note`}
        aria-invalid={result?.ok === false}
        className="w-full rounded-md border bg-surface px-2 py-1.5 font-mono text-sm"
        // What was read is in the fields; nothing of it stays here.
        onChange={(event) => {
          const { value } = event.target;
          read(value);
          if (readCredentials(value, kind).ok) event.target.value = "";
        }}
      />
      <p id={`${id}-note`} className={`mt-1 text-sm ${result && !result.ok ? "text-bad" : "text-muted"}`}>
        {result?.text ?? "For the sandbox: what its page credentials.json shows."}
      </p>
    </Disclosure>
  );
}
