"use client";

import { useState } from "react";
import { ProblemError } from "#lib/api/fetch-json.ts";
import type { Problem } from "../ui/error-state.tsx";

/**
 * Asks the server for something. `busy` names what is under way, `problem` is what it was refused with; the answer of `run` says whether it
 * was done.
 */
export function useAttempt() {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (name: string, deed: () => Promise<unknown>): Promise<boolean> => {
    setBusy(name);
    setProblem(null);
    try {
      await deed();
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
