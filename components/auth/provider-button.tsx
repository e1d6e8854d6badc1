"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";

/** Leads to the identity provider and, through it, to `next`. */
export function ProviderButton({ next }: { next: string }) {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const go = async () => {
    setWorking(true);
    setProblem(null);
    try {
      const { url } = await fetchJson<{ url: string }>("/api/auth/oidc/start", { body: { next } });
      // The page is leaving: the button stays busy until it has.
      window.location.assign(url);
    } catch (error) {
      setProblem(error as Error & Problem);
      setWorking(false);
    }
  };
  return (
    <div className="grid gap-3">
      <Button variant="primary" loading={working} onClick={() => void go()} className="w-full">
        Sign in with your organisation
      </Button>
      {problem && <ErrorState problem={problem} />}
    </div>
  );
}
