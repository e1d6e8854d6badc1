"use client";

import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { CheckList, type CheckResult } from "#components/setup/check-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ProviderCheck, SignInSettingsInput } from "#lib/auth/oidc/schema.ts";

/** Looks at the issuer that stands in the form, saved or not. */
export function ProviderChecks() {
  const { getValues } = useFormContext<SignInSettingsInput>();
  const [working, setWorking] = useState(false);
  const [checks, setChecks] = useState<CheckResult[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);

  const check = async () => {
    setWorking(true);
    setProblem(null);
    try {
      const issuer = getValues("issuer").trim();
      const answer = await fetchJson<{ checks: ProviderCheck[] }>("/api/auth/settings/check", {
        body: { issuer },
      });
      setChecks(answer.checks);
    } catch (error) {
      setProblem(error as Error & Problem);
    } finally {
      setWorking(false);
    }
  };
  return (
    <div className="grid gap-2">
      <div>
        <Button size="sm" loading={working} onClick={() => void check()}>
          Check discovery
        </Button>
      </div>
      {problem && <ErrorState problem={problem} />}
      {checks.length > 0 && (
        <div className="rounded-md border">
          <CheckList checks={checks} />
        </div>
      )}
    </div>
  );
}
