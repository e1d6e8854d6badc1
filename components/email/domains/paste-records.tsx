"use client";

import { useId, useState } from "react";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { readPaste } from "#lib/email/domains/paste/mapping.ts";
import type { DomainRecord } from "#lib/email/domains/schema.ts";
import { DOMAIN_PATH } from "./domain-path.ts";
import { PastePreview } from "./paste-preview.tsx";

type PasteRecordsProps = {
  domain: string;
  problem: Problem | null;
  onTake: (records: DomainRecord[]) => Promise<void>;
};

/** Reads records out of what was copied from CXone's page, and says what it took before anything is kept. */
export default function PasteRecords({ domain, problem, onTake }: PasteRecordsProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const { records } = readPaste(text, domain);
  return (
    <form
      className="grid gap-3"
      onSubmit={async (event) => {
        event.preventDefault();
        if (records.length === 0 || busy) return;
        setBusy(true);
        await onTake(records);
        setBusy(false);
      }}
    >
      <p className="text-sm">
        Open <MenuPath path={[...DOMAIN_PATH, domain]} />, select the table of records and copy it.
      </p>
      <div>
        <label htmlFor={id} className="mb-1 block font-medium text-sm">
          Copied records
        </label>
        <textarea
          id={id}
          rows={8}
          spellCheck={false}
          className="control font-mono"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="mt-1 text-muted text-xs">
          A table, CSV or lines of a zone file: type, name and value in any order, names with or without{" "}
          {domain}. Records of the same kind are replaced.
        </p>
      </div>
      <PastePreview text={text} domain={domain} />
      {problem && <ErrorState problem={problem} />}
      <div>
        <Button type="submit" variant="primary" loading={busy} disabled={records.length === 0}>
          {records.length === 1 ? "Take 1 record" : `Take ${records.length} records`}
        </Button>
      </div>
    </form>
  );
}
