"use client";

import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CheckView } from "#lib/setup/schema.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { useNow } from "../ui/use-now.ts";
import { CheckList } from "./check-list.tsx";
import { toCheckResult } from "./setup-mapping.ts";
import { useDeed } from "./use-deed.ts";

type CheckAllProps = {
  /** Where the server keeps the subject, such as /api/handovers/69f9…. */
  base: string;
  checks: readonly CheckView[];
  /** After how many minutes a result counts as out of date; null while nothing runs them by schedule. */
  staleAfterMinutes: number | null;
  mayAct: boolean;
};

/** Every check of a set-up with its last result. */
export function CheckAll({ base, checks, staleAfterMinutes, mayAct }: CheckAllProps) {
  const nowMs = useNow();
  const stale = staleAfterMinutes === null ? undefined : { afterMinutes: staleAfterMinutes, nowMs };
  const { busy, problem, run } = useDeed();
  const check = () => run("check", () => fetchJson(`${base}/checks`, { method: "POST" }));
  return (
    <Section
      title="Checks"
      actions={
        mayAct && (
          <Button size="sm" loading={busy !== null} onClick={check}>
            Run now
          </Button>
        )
      }
    >
      <div aria-live="polite" className="grid gap-2">
        {problem && <ErrorState problem={problem} onRetry={check} />}
        <CheckList checks={checks.map((one) => toCheckResult(one, stale))} />
      </div>
    </Section>
  );
}
