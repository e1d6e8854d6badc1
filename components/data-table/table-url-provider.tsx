"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, Suspense } from "react";

/** Stands round every list that uses `useTableQuery`. Not in the root layout: pages without lists need none of it. */
export function TableUrlProvider({ children }: { children: ReactNode }) {
  return (
    // The address is read in the browser: a page made ahead of time has none.
    <Suspense fallback={null}>
      <NuqsAdapter>{children}</NuqsAdapter>
    </Suspense>
  );
}
