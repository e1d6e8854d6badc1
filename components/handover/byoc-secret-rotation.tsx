"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Facts } from "#components/console/facts.tsx";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { GeneratedSecret } from "#components/ui/secret-field.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ByocSecretView } from "#lib/handover/byoc-secret/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";

const PATH = ["CXone", "ACD", "Digital", "Bring Your Own Channel", "the integration", "Client Secret"];

type ByocSecretRotationProps = { rotation: ByocSecretView; isAdmin: boolean };

/** The three steps of a rotation: make, paste at CXone, retire. Each says whether it is done. */
export function ByocSecretRotation({ rotation, isAdmin }: ByocSecretRotationProps) {
  const { handover, clientId, current, previous } = rotation;
  const router = useRouter();
  const [retiring, setRetiring] = useState(false);
  const [shown, setShown] = useState(false);
  const [retireOn, setRetireOn] = useState("");
  if (!current.set) {
    return (
      <p className="text-muted">
        No client secret has been made for this handover yet: its set-up does that.
      </p>
    );
  }
  const mayMake = isAdmin && !previous?.newUsedAt;
  return (
    <div className="grid max-w-3xl gap-6">
      <Section
        title="1. Make a new secret"
        note={previous ? "Made. Making another replaces the one CXone has not used yet." : undefined}
      >
        <div className="grid gap-4 p-3">
          <Secret label={previous ? "New" : "In use"} secret={current} />
          {mayMake && (
            <>
              <div>
                <label htmlFor="retire-on" className="mb-1 block font-medium text-sm">
                  The previous one retires on <span className="font-normal text-faint">(optional)</span>
                </label>
                <input
                  id="retire-on"
                  type="date"
                  className="control sm:w-48"
                  value={retireOn}
                  onChange={(event) => setRetireOn(event.target.value)}
                />
                <p className="mt-1 text-muted text-xs">
                  Not before CXone has used the new one. Without a date somebody retires it here.
                </p>
              </div>
              <GeneratedSecret
                label="New client secret"
                reveal={async () => {
                  const made = await fetchJson<{ secret: string }>(
                    `/api/handovers/${handover.id}/byoc-secret`,
                    {
                      body: { retireOn: retireOn || null },
                    },
                  );
                  setShown(true);
                  return made.secret;
                }}
                onStored={() => {
                  setShown(false);
                  router.refresh();
                }}
              />
            </>
          )}
        </div>
      </Section>
      {(previous || shown) && (
        <Section title="2. Paste it at CXone" note="The Client ID stays. Save the integration afterwards.">
          <div className="grid gap-3 p-3">
            <MenuPath path={PATH} />
            <CopyField label="Client ID" value={clientId} />
            {previous?.newUsedAt ? (
              <State kind="good">
                CXone used it <Time at={previous.newUsedAt} />
              </State>
            ) : (
              <State kind="waiting">CXone has not used it yet: it asks for a token about once an hour</State>
            )}
          </div>
        </Section>
      )}
      {previous && (
        <Section title="3. Retire the previous one">
          <div className="grid gap-4 p-3">
            <Secret label="Previous" secret={previous.secret} />
            <p className="text-muted text-sm">
              Overlap started by {previous.startedBy} <Time at={previous.startedAt} />;{" "}
              {previous.retireAt ? (
                <>
                  retires <Time at={previous.retireAt} as="day" />.
                </>
              ) : (
                "retires by hand."
              )}{" "}
              {previous.oldUsedAt && (
                <>
                  CXone last used it <Time at={previous.oldUsedAt} />.
                </>
              )}
            </p>
            {isAdmin && (
              <div>
                <Button disabled={!previous.newUsedAt} onClick={() => setRetiring(true)}>
                  Retire the previous one
                </Button>
              </div>
            )}
          </div>
        </Section>
      )}
      <ConfirmDialog
        open={retiring}
        onOpenChange={setRetiring}
        title="Retire the previous secret"
        confirmLabel="Retire"
        onConfirm={async () => {
          await fetchJson(`/api/handovers/${handover.id}/byoc-secret/previous`, { method: "DELETE" });
          router.refresh();
        }}
      >
        <p>
          From now on only the new secret opens the bridge. CXone has used it, so nothing changes for callers.
        </p>
      </ConfirmDialog>
    </div>
  );
}

function Secret({ label, secret }: { label: string; secret: SecretView }) {
  if (!secret.set) return null;
  return (
    <Facts
      facts={[
        [
          label,
          <span key="ends">
            ends <code className="text-xs">{secret.hint}</code>
          </span>,
        ],
        [
          "Fingerprint",
          <code key="fingerprint" className="text-xs">
            {secret.fingerprint}
          </code>,
        ],
        ["Set", <Time key="set" at={secret.setAt} />],
      ]}
    />
  );
}
