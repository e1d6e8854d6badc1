"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ConnectionKind, ConnectionView, EngageConnectionView } from "#lib/connections/schema.ts";
import { CxoneFields } from "./cxone-fields.tsx";

// Who connects CXone need not load what reads addresses of Engage.
const EngageFields = lazy(() => import("./engage-fields.tsx"));

/** The fields of a kind of connection, all empty. */
export function NewConnectionFields({ kind }: { kind: ConnectionKind }) {
  return kind === "engage" ? <Engage /> : <CxoneFields />;
}

/** The fields of a kept connection, its secrets as hints. */
export function KeptConnectionFields({ kept }: { kept: ConnectionView }) {
  return kept.kind === "engage" ? <Engage kept={kept} /> : <CxoneFields kept={kept} />;
}

function Engage(props: { kept?: EngageConnectionView }) {
  return (
    <Suspense fallback={<Skeleton className="h-64 w-full" />}>
      <EngageFields {...props} />
    </Suspense>
  );
}
