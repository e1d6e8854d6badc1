"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { BulkResults } from "#components/tenant/bulk-results.tsx";
import { useBulk } from "#components/tenant/use-bulk.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Link } from "#components/ui/link.tsx";
import { SkeletonLines } from "#components/ui/skeleton.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { PlanRow, SignatureView } from "#lib/email/signatures/schema.ts";
import type { RowResult } from "#lib/tenant/schema.ts";

// The pickers ask CXone as one types; the rest of the page needs none of that.
const AddPeople = lazy(() => import("./add-people.tsx"));

const BATCH = 50;
const SHOWN = 200;

/** Who has a signature; others are added after what that does to each was shown, with what became of each (F-35, M-46). */
export function AssignedPeople({ signature, mayWrite }: { signature: SignatureView; mayWrite: boolean }) {
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const { run, start, retry, close } = useBulk(BATCH, () => router.refresh());
  const { id, people } = signature;
  const base = `/api/email/signatures/${id}/assignments`;

  const assign = (rows: readonly PlanRow[]) => {
    setAdding(false);
    const from = new Map(rows.map((row) => [row.agentId, row.from?.id ?? null]));
    start(
      "Signature given",
      rows.map(({ agentId, name }) => ({ id: agentId, label: name })),
      (ids) =>
        fetchJson<{ results: RowResult[] }>(base, {
          body: { agents: ids.map((agentId) => ({ agentId, from: from.get(agentId) ?? null })) },
        }),
    );
  };
  const remove = () => {
    const rows = people.filter(({ agentId }) => selected.has(agentId));
    setSelected(new Set());
    start(
      "Signature taken away",
      rows.map(({ agentId, name }) => ({ id: agentId, label: name })),
      (agentIds) => fetchJson<{ results: RowResult[] }>(`${base}/remove`, { body: { agentIds } }),
    );
  };
  const toggle = (agentId: number, on: boolean) =>
    setSelected((now) => new Set(on ? [...now, agentId] : [...now].filter((other) => other !== agentId)));

  return (
    <Section
      title="People"
      note="A person has one signature: who is given this one leaves the one they had."
      actions={
        mayWrite && (
          <>
            {selected.size > 0 && <Button onClick={remove}>Take away from {selected.size}</Button>}
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              Add people
            </Button>
          </>
        )
      }
    >
      <div className="p-4">
        <BulkResults run={run} onRetry={retry} onClose={close} />
        {people.length === 0 && <p className="text-muted text-sm">Nobody has it yet.</p>}
        <ul className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
          {people.slice(0, SHOWN).map(({ agentId, name, by }) => (
            <li key={agentId} className="flex items-center gap-2 py-0.5 text-sm">
              {mayWrite && (
                <Checkbox
                  aria-label={`Select ${name}`}
                  checked={selected.has(agentId)}
                  onChange={({ target }) => toggle(agentId, target.checked)}
                />
              )}
              <span className="min-w-0 break-words">
                {name} <span className="text-faint text-xs">from {by}</span>
              </span>
            </li>
          ))}
        </ul>
        {people.length > SHOWN && (
          <p className="mt-2 text-sm">
            <Link href={`/email/signatures/coverage?connection=${signature.connection.id}&signature=${id}`}>
              All {people.length.toLocaleString("en-GB")}
            </Link>
          </p>
        )}
      </div>
      <Dialog
        open={adding}
        onOpenChange={setAdding}
        title={`Give ${signature.name} to people`}
        description="Up to 1,000 at once. What happens to each is shown first."
        wide
      >
        <Suspense fallback={<SkeletonLines lines={6} />}>
          <AddPeople signature={signature} onConfirm={assign} />
        </Suspense>
      </Dialog>
    </Section>
  );
}
