"use client";

import { useState } from "react";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ListView, RejectedPage } from "#lib/outbound/lists/schema.ts";
import { DownloadRows, RowProblems } from "./row-problems.tsx";

const LABEL = "Rows that cannot be called";

/** They never change: a page at a time is read when it is asked for, whatever happens to the list. */
export function RejectedRows({ list, first }: { list: ListView; first: RejectedPage }) {
  const [shown, setShown] = useState(first);
  const { busy, problem, run } = useAttempt();
  const read = (query: Record<string, string>) =>
    fetchJson<RejectedPage>(`/api/outbound-lists/${list.id}/rejected`, { query });
  const showMore = () =>
    run("more", async () => {
      const { items, after } = await read({ after: String(shown.after) });
      setShown({ items: [...shown.items, ...items], after });
    });
  const count = (number: number) => number.toLocaleString("en-GB");
  return (
    <Section
      title={LABEL}
      note="Mend them in the file and upload them as a list of their own."
      actions={
        <DownloadRows
          read={async () => (await read({ limit: String(list.rejected) })).items}
          name={list.name}
        />
      }
    >
      <RowProblems rows={shown.items} label={LABEL} />
      {problem && <ErrorState problem={problem} />}
      {shown.after !== null && (
        <div className="flex flex-wrap items-center gap-3 border-t px-3 py-2">
          <Button size="sm" loading={busy === "more"} onClick={() => void showMore()}>
            Show more
          </Button>
          <p className="text-muted text-sm" role="status">
            {count(shown.items.length)} of {count(list.rejected)} are shown.
          </p>
        </div>
      )}
    </Section>
  );
}
