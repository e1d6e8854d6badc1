"use client";

import { lazy, Suspense } from "react";
import type { StepProps } from "#components/setup/use-setup.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RequestKind } from "#lib/email/requests/schema.ts";

// Fetched when something waits for the account representative, which is seldom.
const RequestPanel = lazy(() =>
  import("#components/email/requests/request-panel.tsx").then((file) => ({ default: file.RequestPanel })),
);

type LazyRequestProps = {
  subject: string;
  kind: RequestKind;
  title: string;
  setup: StepProps["setup"];
  /** False for who may only read. */
  mayChange?: boolean;
};

/** A request to the account representative at the step that waits for it. */
export function LazyRequest({ subject, kind, title, setup, mayChange = true }: LazyRequestProps) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h2 className="text-base">{title}</h2>
      <Suspense fallback={<Skeleton className="h-24" />}>
        <RequestPanel
          subject={subject}
          kind={kind}
          mayChange={mayChange}
          onChanged={() => void setup.refresh()}
        />
      </Suspense>
    </section>
  );
}
