"use client";

import { useEffect, useState } from "react";
import type { Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { toProblem } from "./apply-problem.ts";

type State<Answer> = { of: string; answer?: Answer | undefined; problem?: Problem };

export type Asked<Answer> = {
  answer: Answer | undefined;
  problem: Problem | null;
  loading: boolean;
  again: () => void;
};

type Options<Answer> = {
  /** How it is asked for; the same function on every render. */
  ask?: (address: string, signal: AbortSignal) => Promise<Answer>;
  /** The last answer stays while the next is on its way, and when that fails. */
  keepLast?: boolean;
};

/** What an address of ours answers, for a form that is too light for a query library; nothing is asked for null. */
export function useAnswer<Answer>(
  address: string | null,
  { ask, keepLast = false }: Options<Answer> = {},
): Asked<Answer> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<State<Answer> | null>(null);
  const key = `${turn} ${address}`;
  useEffect(() => {
    if (address === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const asked = ask ? ask(address, signal) : fetchJson<Answer>(address, { signal });
    asked.then(
      (answer) => signal.aborted || setState({ of: key, answer }),
      (error: unknown) =>
        signal.aborted ||
        setState((last) => ({
          of: key,
          answer: keepLast ? last?.answer : undefined,
          problem: toProblem(error),
        })),
    );
    return () => controller.abort();
  }, [address, key, ask, keepLast]);
  const isCurrent = address !== null && state?.of === key;
  const shown = isCurrent || (keepLast && address !== null) ? state : null;
  return {
    answer: shown?.answer,
    problem: shown?.problem ?? null,
    loading: address !== null && !isCurrent,
    again: () => setTurn(turn + 1),
  };
}
