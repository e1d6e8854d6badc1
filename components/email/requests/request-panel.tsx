"use client";

import { useCallback, useEffect, useState } from "react";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { Card } from "#components/ui/card.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { RequestKind, RequestView } from "#lib/email/requests/schema.ts";
import { RequestBody } from "./request-body.tsx";

type RequestPanelProps = {
  /** `email-channel:eml_…`, `smtp:smtp_…` or `connection:con_…`. */
  subject: string;
  kind: RequestKind;
  /** False for who may only read. */
  mayChange?: boolean;
  /** Told after each change, for the page around it. */
  onChanged?: (request: RequestView) => void;
};

/** A request to the account representative wherever something waits for it: words to copy, how it stands, what to do next. */
export function RequestPanel({ subject, kind, mayChange = true, onChanged }: RequestPanelProps) {
  const [request, setRequest] = useState<RequestView>();
  const [problem, setProblem] = useState<Problem>();
  const read = useCallback(() => {
    const abort = new AbortController();
    fetchJson<RequestView>("/api/email/requests/one", {
      query: { subject, kind },
      signal: abort.signal,
    }).then(
      (answer) => {
        setRequest(answer);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (error instanceof ProblemError) setProblem(error);
      },
    );
    return () => abort.abort();
  }, [subject, kind]);
  useEffect(read, [read]);
  useLiveTopics(["rep-requests"], () => void read());

  if (problem) return <ErrorState problem={problem} onRetry={() => void read()} />;
  if (!request) return <Spinner label="Loading the request" />;
  return (
    <Card className="p-3">
      <RequestBody
        // What somebody else saved replaces what is shown.
        key={request.version}
        request={request}
        mayChange={mayChange}
        onSaved={(saved) => {
          setRequest(saved);
          onChanged?.(saved);
        }}
      />
    </Card>
  );
}
