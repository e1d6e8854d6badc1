"use client";

import { useEffect, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import type { Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";

type State<Answer> = { of: string; answer?: Answer; problem?: Problem };

export type Asked<Answer> = {
  answer: Answer | undefined;
  problem: Problem | null;
  loading: boolean;
  again: () => void;
};

/** What an address of ours answers, for a form that is too light for a query library; nothing is asked for null. */
export function useAnswer<Answer>(address: string | null): Asked<Answer> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<State<Answer> | null>(null);
  const key = `${turn} ${address}`;
  useEffect(() => {
    if (address === null) return;
    const controller = new AbortController();
    fetchJson<Answer>(address, { signal: controller.signal }).then(
      (answer) => setState({ of: key, answer }),
      (error: unknown) => controller.signal.aborted || setState({ of: key, problem: toProblem(error) }),
    );
    return () => controller.abort();
  }, [address, key]);
  const current = address !== null && state?.of === key ? state : null;
  return {
    answer: current?.answer,
    problem: current?.problem ?? null,
    loading: address !== null && current === null,
    again: () => setTurn(turn + 1),
  };
}
