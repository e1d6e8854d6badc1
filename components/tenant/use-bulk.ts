"use client";

import { useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import type { Problem } from "#components/ui/error-state.tsx";
import type { RowResult } from "#lib/tenant/schema.ts";

export type BulkRow = { id: number; label: string };
export type BulkRun = {
  title: string;
  rows: readonly BulkRow[];
  results: ReadonlyMap<number, RowResult>;
  /** Set when a whole batch was refused; what came before it is kept. */
  problem: Problem | null;
  running: boolean;
  send: SendBatch;
};

/** Does one batch and gives what became of each of its rows. */
export type SendBatch = (ids: number[]) => Promise<{ results: RowResult[] }>;

/**
 * Does something to many rows in batches, one after the other, and keeps what became of each (F-35): the done ones stay
 * done, and only the others are tried again.
 */
export function useBulk(batchSize: number, onDone: () => void) {
  const [run, setRun] = useState<BulkRun | null>(null);

  const go = async (title: string, rows: readonly BulkRow[], send: SendBatch, known?: BulkRun["results"]) => {
    const results = new Map(known);
    const ids = rows.map(({ id }) => id).filter((id) => results.get(id)?.state !== "done");
    const shown = { title, rows, send, problem: null };
    setRun({ ...shown, results: new Map(results), running: true });
    let problem: Problem | null = null;
    for (let at = 0; at < ids.length && !problem; at += batchSize) {
      try {
        const answer = await send(ids.slice(at, at + batchSize));
        for (const result of answer.results) results.set(result.id, result);
      } catch (error) {
        problem = toProblem(error);
      }
      setRun({ ...shown, results: new Map(results), problem, running: true });
    }
    setRun({ ...shown, results, problem, running: false });
    onDone();
  };

  return {
    run,
    start: (title: string, rows: readonly BulkRow[], send: SendBatch) => void go(title, rows, send),
    retry: () => run && void go(run.title, run.rows, run.send, run.results),
    close: () => setRun(null),
  };
}
