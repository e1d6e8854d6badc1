"use client";

import { useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DomainDetail } from "#lib/email/domains/schema.ts";
import { DOMAIN_PATH } from "./domain-path.ts";

type SesSeenProps = { domain: DomainDetail; mayChange: boolean };

/** What only CXone shows: that SES has verified the domain. Kept with who saw it, when and what. */
export function SesSeen({ domain, mayChange }: SesSeenProps) {
  const id = useId();
  const { busy, problem, run } = useDeed();
  const [evidence, setEvidence] = useState("");
  const address = `/api/email/domains/${domain.id}/ses-verified`;
  const seen = domain.sesVerified;
  const wrong = problem?.fields?.evidence;
  const note = async () => {
    const body = { version: domain.version, evidence };
    if (await run("attest", () => fetchJson(address, { method: "PUT", body }))) setEvidence("");
  };
  return (
    <Section title="In CXone">
      <div className="grid gap-3 p-3 text-sm">
        {seen ? (
          <>
            <State kind="good">SES shows verified</State>
            <p>{seen.evidence}</p>
            <p className="text-muted">
              Seen by {seen.by}, <Time at={seen.at} />
            </p>
            {mayChange && (
              <div>
                <Button
                  size="sm"
                  loading={busy === "withdraw"}
                  onClick={() => void run("withdraw", () => fetchJson(address, { method: "DELETE" }))}
                >
                  Take it back
                </Button>
              </div>
            )}
          </>
        ) : (
          <>
            <State kind="unknown">Nobody has noted what CXone shows</State>
            <p>No API tells whether SES has verified the domain. Look here:</p>
            <MenuPath path={DOMAIN_PATH} />
            {mayChange && (
              <form
                className="grid gap-2"
                onSubmit={(event) => {
                  event.preventDefault();
                  void note();
                }}
              >
                <label htmlFor={id} className="font-medium">
                  What it showed
                </label>
                <input
                  id={id}
                  className="control"
                  maxLength={500}
                  aria-invalid={wrong !== undefined}
                  aria-describedby={wrong ? errorIdOf(id) : undefined}
                  placeholder="Status: Success, screenshot in ticket 4711"
                  value={evidence}
                  onChange={(event) => setEvidence(event.target.value)}
                />
                <FieldError id={id} error={wrong} />
                <div>
                  <Button type="submit" size="sm" loading={busy === "attest"}>
                    SES shows verified
                  </Button>
                </div>
              </form>
            )}
          </>
        )}
        {problem && !wrong && <ErrorState problem={problem} />}
      </div>
    </Section>
  );
}
