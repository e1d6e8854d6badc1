"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useInBrowser } from "#components/ui/use-in-browser.ts";
import type { SimulatorProps } from "./simulator-panel.tsx";

const Panel = lazy(() => import("./simulator-panel.tsx"));

/** The simulator, fetched after the page: decision code and rules weigh more than the editor beside it. */
export function Simulator(props: SimulatorProps) {
  // It begins at this moment, in the reader's zone: the server knows neither.
  const inBrowser = useInBrowser();
  const waiting = <Skeleton className="h-96" />;
  return inBrowser ? (
    <Suspense fallback={waiting}>
      <Panel {...props} />
    </Suspense>
  ) : (
    waiting
  );
}
