"use client";

import RotateCw from "lucide-react/icons/rotate-cw";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DomainView } from "#lib/email/domains/schema.ts";

type DomainActionsProps = {
  domain: Pick<DomainView, "id" | "name">;
  /** Where one goes on once it is removed. */
  back: string;
};

/** Looks the records up now, or forgets the domain here. */
export function DomainActions({ domain: { id, name }, back }: DomainActionsProps) {
  const { busy, problem, run } = useDeed();
  const router = useRouter();
  const [asked, setAsked] = useState(false);
  const address = `/api/email/domains/${id}`;
  return (
    <>
      <Button variant="ghost" onClick={() => setAsked(true)}>
        Remove
      </Button>
      <Button
        variant="primary"
        loading={busy === "look"}
        onClick={() => void run("look", () => fetchJson(`${address}/look`, { method: "POST" }))}
      >
        <RotateCw aria-hidden />
        Look now
      </Button>
      {problem && <ErrorState problem={problem} className="basis-full" />}
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={`Remove ${name}?`}
        confirmLabel="Remove domain"
        onConfirm={async () => {
          await fetchJson(address, { method: "DELETE" });
          router.push(back);
        }}
      >
        Patchbay forgets the domain and what it saw. Its records in DNS, and the domain in CXone and SES, stay
        as they are.
      </ConfirmDialog>
    </>
  );
}
