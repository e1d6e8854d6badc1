"use client";

import { ErrorState } from "#components/ui/error-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export type PageFailedProps = { error: Error & { digest?: string; requestId?: string }; reset: () => void };

/** What stands in place of a page that failed. In production the digest is the only trace of the error in the browser. */
export function PageFailed({ error, reset }: PageFailedProps) {
  return (
    <>
      <PageHeader title="This page could not be shown" />
      <ErrorState
        problem={{
          title: "Something failed while the page was being made",
          detail: "Handovers that are live keep running: they do not depend on this page.",
          fix: "Try again. If it fails again, look up the id in the log.",
          requestId: error.requestId ?? error.digest,
        }}
        onRetry={reset}
      />
    </>
  );
}
