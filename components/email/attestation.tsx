"use client";

import { useId, useState } from "react";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AttestationView } from "#lib/email/attestations/schema.ts";

type AttestationProps = {
  /** Where a person enters it, as CXone writes its menus. */
  path: readonly string[];
  values: readonly { label: string; value: string }[];
  attested: AttestationView | null;
  mayChange: boolean;
  onAttest: (attested: boolean, evidence: string) => Promise<void>;
};

/** What a person enters in CXone by hand, with what to copy, and who said that it stands there. */
export function Attestation({ path, values, attested, mayChange, onAttest }: AttestationProps) {
  const evidenceId = useId();
  const [evidence, setEvidence] = useState("");
  const { busy, problem, run } = useAttempt();
  const attest = (said: boolean) =>
    run("attest", async () => {
      await onAttest(said, said ? evidence : "");
      setEvidence("");
    });
  const upToDate = attested?.same === true;
  return (
    <div className="space-y-3">
      <MenuPath path={path} />
      {values.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-2">
          {values.map(({ label, value }) => (
            <CopyField key={label} label={label} value={value} />
          ))}
        </div>
      )}
      <Said attested={attested} />
      {problem && <ErrorState problem={problem} />}
      {mayChange && (
        <div className="flex flex-wrap items-end gap-2">
          {!upToDate && (
            <>
              <div className="min-w-0 grow">
                <label htmlFor={evidenceId} className="mb-1 block text-sm">
                  Evidence <span className="text-faint">(optional)</span>
                </label>
                <input
                  id={evidenceId}
                  className="control"
                  value={evidence}
                  placeholder="What you saw, or a ticket number"
                  onChange={(event) => setEvidence(event.target.value)}
                  autoComplete="off"
                />
              </div>
              <Button variant="primary" loading={busy !== null} onClick={() => void attest(true)}>
                It stands in CXone
              </Button>
            </>
          )}
          {attested && (
            <Button loading={busy !== null && upToDate} onClick={() => void attest(false)}>
              Take back
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Said({ attested }: { attested: AttestationView | null }) {
  if (!attested) return <State kind="idle">Nobody has said that it stands in CXone</State>;
  const { by, at, evidence, same } = attested;
  return (
    <div className="text-sm">
      {same ? (
        <State kind="good">Entered in CXone</State>
      ) : (
        <State kind="warning">Changed here since it was entered in CXone</State>
      )}
      <p className="mt-1 text-muted">
        Said by {by}, <Time at={at} />
        {evidence && <>: {evidence}</>}. No API of CXone can confirm it.
      </p>
    </div>
  );
}
