"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { toastDemand } from "./toast.ts";

const ToasterBody = lazy(() => import("./toaster-body.tsx"));

/** Stands once in the root layout. Nothing is loaded before the first `toast()`. */
export function Toaster() {
  const wanted = useSyncExternalStore(toastDemand.subscribe, toastDemand.isWanted, () => false);
  return wanted ? (
    <Suspense fallback={null}>
      <ToasterBody />
    </Suspense>
  ) : null;
}
