"use client";

import { useEffect, useState } from "react";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { Values } from "#lib/email/html/mapping.ts";
import type { HtmlReport } from "#lib/email/html/schema.ts";

/** What is to be said of HTML, asked of the server again when it changes; the last answer stays meanwhile. */
export function useReport(
  html: string,
  sample: Values,
): { report: HtmlReport | null; problem: string | null } {
  const [report, setReport] = useState<HtmlReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetchJson<HtmlReport>("/api/email/inspect", { body: { html, sample }, signal: stop.signal }).then(
      (answer) => {
        setReport(answer);
        setProblem(null);
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        if (!(error instanceof ProblemError)) throw error;
        setProblem(Object.values(error.fields)[0] ?? error.detail ?? error.title);
      },
    );
    return () => stop.abort();
  }, [html, sample]);
  return { report, problem };
}
