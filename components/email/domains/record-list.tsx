"use client";

import { lazy, Suspense, useState } from "react";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { keyOf, mergeRecords } from "#lib/email/domains/mapping.ts";
import type { DomainDetail, DomainRecord, RecordView } from "#lib/email/domains/schema.ts";
import { RecordRow } from "./record-row.tsx";

const PasteRecords = lazy(() => import("./paste-records.tsx"));
const EditRecord = lazy(() => import("./edit-record.tsx"));

type RecordListProps = { domain: DomainDetail; mayChange: boolean };
type Open = { kind: "paste" } | { kind: "edit"; record: DomainRecord | null } | null;

const bare = ({ finding: _, ...record }: RecordView): DomainRecord => record;

/** The records of a domain: what to enter where, and what DNS shows of each now. */
export function RecordList({ domain, mayChange }: RecordListProps) {
  const { problem, run } = useDeed();
  const [open, setOpen] = useState<Open>(null);
  const records = domain.records.map(bare);
  const save = (next: readonly DomainRecord[]) =>
    fetchJson(`/api/email/domains/${domain.id}/records`, {
      method: "PUT",
      body: { version: domain.version, records: next },
    });
  const replace = (before: DomainRecord | null, after: DomainRecord) =>
    before ? records.map((one) => (keyOf(one) === keyOf(before) ? after : one)) : [...records, after];
  const keep = async (next: readonly DomainRecord[]) => {
    if (await run("save", () => save(next))) setOpen(null);
  };

  return (
    <Section
      title="Records"
      note="Enter them at your DNS provider exactly as they stand here. Hosts are shown as the provider's page takes them."
      actions={
        mayChange && (
          <>
            <Button onClick={() => setOpen({ kind: "edit", record: null })}>Add record</Button>
            <Button onClick={() => setOpen({ kind: "paste" })}>Paste records</Button>
          </>
        )
      }
    >
      {problem && open === null && <ErrorState problem={problem} className="m-3" />}
      <ul className="divide-y">
        {domain.records.map((record) => (
          <RecordRow
            key={keyOf(record)}
            record={record}
            zone={domain.zone?.name ?? domain.name}
            hosts={domain.zone?.hosts ?? "short"}
            {...(mayChange && {
              onEdit: () => setOpen({ kind: "edit", record: bare(record) }),
              onRemove: () => void keep(records.filter((one) => keyOf(one) !== keyOf(record))),
            })}
          />
        ))}
      </ul>
      <Dialog
        open={open !== null}
        onOpenChange={() => setOpen(null)}
        title={
          open?.kind === "paste"
            ? "Paste records from CXone's page"
            : open?.record
              ? "Change record"
              : "Add record"
        }
        wide
      >
        <Suspense fallback={<Spinner label="Loading the form" />}>
          {open?.kind === "paste" && (
            <PasteRecords
              domain={domain.name}
              problem={problem}
              onTake={(pasted) => keep(mergeRecords(records, pasted))}
            />
          )}
          {open?.kind === "edit" && (
            <EditRecord
              domain={domain.name}
              record={open.record}
              onSave={async (record) => {
                await save(replace(open.record, record));
                setOpen(null);
                await run("refresh", async () => {});
              }}
            />
          )}
        </Suspense>
      </Dialog>
    </Section>
  );
}
