"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemError } from "#lib/api/fetch-json.ts";
import type { Problem } from "../ui/error-state.tsx";

/** Does something on the server and renders the page anew; what it was refused with stands in `problem`. */
export function useDeed() {
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (name: string, deed: () => Promise<unknown>): Promise<boolean> => {
    setBusy(name);
    setProblem(null);
    try {
      await deed();
      router.refresh();
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { busy, problem, run };
}
