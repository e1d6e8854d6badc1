"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { SimulatorProps } from "./simulator-panel.tsx";

const Panel = lazy(() => import("./simulator-panel.tsx"));

/** The simulator, fetched after the page: decision code and rules weigh more than the editor beside it. */
export function Simulator(props: SimulatorProps) {
  return (
    <Suspense fallback={<Skeleton className="h-96" />}>
      <Panel {...props} />
    </Suspense>
  );
}
