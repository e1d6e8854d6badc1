"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { PrivateHostView } from "#lib/private-hosts/schema.ts";

type PrivateHostListProps = { hosts: readonly PrivateHostView[]; mayChange: boolean };

/** The hosts that may be called although they are not public, each with who allowed it and why. */
export function PrivateHostList({ hosts, mayChange }: PrivateHostListProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<PrivateHostView | null>(null);
  if (hosts.length === 0) {
    return (
      <EmptyState kind="nothing-yet" title="No private hosts">
        Nothing inside your network is called.
      </EmptyState>
    );
  }
  return (
    <Section title="Allowed">
      <ul className="divide-y divide-line">
        {hosts.map((one) => (
          <li key={one.host} className="flex flex-wrap items-start justify-between gap-3 p-3">
            <div className="min-w-0">
              <p className="break-all font-medium font-mono text-sm">{one.host}</p>
              <p className="text-sm">{one.reason}</p>
              <p className="text-muted text-sm">
                {one.allowedBy}, <Time at={one.allowedAt} />
              </p>
            </div>
            {mayChange && (
              <Button size="sm" variant="ghost" onClick={() => setAsked(one)}>
                Close<span className="sr-only"> {one.host}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={`Close ${asked.host}?`}
          confirmLabel="Close host"
          onConfirm={async () => {
            await fetchJson(`/api/private-hosts/${encodeURIComponent(asked.host)}`, { method: "DELETE" });
            toast({ kind: "good", title: `${asked.host} is called no more` });
            router.refresh();
          }}
        >
          <p>
            Connections, bots and sign-in providers on this host fail within 5 seconds. It was allowed for:{" "}
            {asked.reason}
          </p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
