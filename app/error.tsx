"use client";

import { ErrorState } from "#components/ui/error-state.tsx";

type ErrorPageProps = { error: Error & { digest?: string; requestId?: string }; reset: () => void };

/** What stands in place of a page that failed. In production the digest is the only trace of the error in the browser. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="mx-auto max-w-2xl px-6 py-16">
      <h1 className="mb-4 text-xl tracking-tight">This page could not be shown</h1>
      <ErrorState
        problem={{
          title: "Something failed while the page was being made",
          detail: "Handovers that are live keep running: they do not depend on this page.",
          fix: "Try again. If it fails again, look up the id in the log.",
          requestId: error.requestId ?? error.digest,
        }}
        onRetry={reset}
      />
    </main>
  );
}
