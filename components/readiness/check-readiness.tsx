"use client";

import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";

/** Looks at the tenant now; the page shows what was found. */
export function CheckReadiness({ connectionId }: { connectionId: string }) {
  const { busy, problem, run } = useDeed();
  const look = () =>
    run("look", () => fetchJson(`/api/connections/${connectionId}/readiness`, { method: "POST" }));
  return (
    <>
      <Button variant="primary" loading={busy !== null} onClick={look}>
        Check now
      </Button>
      {problem && <ErrorState problem={problem} onRetry={look} className="basis-full" />}
    </>
  );
}
