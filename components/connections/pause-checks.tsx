"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";

/** Turns checks and alerts off for planned work at the vendor, and on again. */
export function PauseChecks({ connectionId, paused }: { connectionId: string; paused: boolean }) {
  const router = useRouter();
  const [working, setWorking] = useState(false);
  const change = async () => {
    setWorking(true);
    try {
      await fetchJson(`/api/connections/${connectionId}/pause`, { method: paused ? "DELETE" : "PUT" });
      router.refresh();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toast({ kind: "bad", title: error.title, ...(error.fix ? { description: error.fix } : {}) });
    } finally {
      setWorking(false);
    }
  };
  return (
    <Button loading={working} onClick={change}>
      {paused ? "Resume checks" : "Pause checks"}
    </Button>
  );
}
