"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { InvitationView, MadeInvitation } from "#lib/people/schema.ts";
import { MadeLink } from "./made-link.tsx";
import { roleName } from "./role-name.ts";

type InvitationListProps = { invitations: readonly InvitationView[]; mayChange: boolean };
type Asked = { deed: "renew" | "withdraw"; invitation: InvitationView };

/** Invitations that wait for their person, or ran out, with a new link or an end for each. */
export function InvitationList({ invitations, mayChange }: InvitationListProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<MadeInvitation | null>(null);
  if (invitations.length === 0 && !made) return null;

  const carryOut = async () => {
    if (!asked) return;
    const path = `/api/invites/${asked.invitation.id}`;
    if (asked.deed === "withdraw") await fetchJson(path, { method: "DELETE" });
    else setMade(await fetchJson(`${path}/renew`, { method: "POST" }));
    router.refresh();
  };
  return (
    <Section title="Open invitations" className="mb-6">
      <ul className="divide-y">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm">
            <div className="min-w-0 flex-1 basis-56">
              <p className="font-medium">{invitation.name}</p>
              <p className="break-words text-muted">
                {invitation.email} · {roleName(invitation.role)} · invited by {invitation.createdBy}
              </p>
            </div>
            {invitation.state === "open" ? (
              <State kind="waiting">
                Open, runs out <Time at={invitation.expiresAt} />
              </State>
            ) : (
              <State kind="warning">Ran out</State>
            )}
            {mayChange && (
              <div className="flex gap-1">
                <Button size="sm" variant="ghost" onClick={() => setAsked({ deed: "renew", invitation })}>
                  New link<span className="sr-only"> for {invitation.name}</span>
                </Button>
                <Button size="sm" variant="ghost" onClick={() => setAsked({ deed: "withdraw", invitation })}>
                  Withdraw<span className="sr-only"> the invitation of {invitation.name}</span>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked && <AskFirst asked={asked} onClose={() => setAsked(null)} onConfirm={carryOut} />}
      <Dialog
        open={made !== null}
        onOpenChange={() => setMade(null)}
        title={`New link for ${made?.name ?? ""}`}
        footer={
          <Button variant="primary" onClick={() => setMade(null)}>
            I handed it over
          </Button>
        }
      >
        {made && <MadeLink link={made} label="Invitation link" name={made.name} />}
      </Dialog>
    </Section>
  );
}

type AskFirstProps = { asked: Asked; onClose: () => void; onConfirm: () => Promise<void> };

function AskFirst({ asked: { deed, invitation }, onClose, onConfirm }: AskFirstProps) {
  const renew = deed === "renew";
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={
        renew ? `Make a new link for ${invitation.name}?` : `Withdraw the invitation of ${invitation.name}?`
      }
      confirmLabel={renew ? "Make new link" : "Withdraw"}
      danger={!renew}
      onConfirm={onConfirm}
    >
      <p>
        {renew
          ? "The link you gave out before stops working. The new one works for 72 hours."
          : "The link stops working at once, and says that it was withdrawn. You can invite the person again."}
      </p>
    </ConfirmDialog>
  );
}
