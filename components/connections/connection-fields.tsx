"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type {
  ConnectionKind,
  ConnectionView,
  CxoneV2ConnectionView,
  EngageConnectionView,
} from "#lib/connections/schema.ts";
import { CxoneFields } from "./cxone-fields.tsx";

// Who connects CXone need not load what reads addresses of the others.
const EngageFields = lazy(() => import("./engage-fields.tsx"));
const CxoneV2Fields = lazy(() => import("./cxone-v2-fields.tsx"));

/** The fields of a kind of connection, all empty. */
export function NewConnectionFields({ kind }: { kind: ConnectionKind }) {
  if (kind === "engage") return <Engage />;
  return kind === "cxone-v2" ? <CxoneV2 /> : <CxoneFields />;
}

/** The fields of a kept connection, its secrets as hints. */
export function KeptConnectionFields({ kept }: { kept: ConnectionView }) {
  if (kept.kind === "engage") return <Engage kept={kept} />;
  return kept.kind === "cxone-v2" ? <CxoneV2 kept={kept} /> : <CxoneFields kept={kept} />;
}

function Engage(props: { kept?: EngageConnectionView }) {
  return (
    <Suspense fallback={<Skeleton className="h-64 w-full" />}>
      <EngageFields {...props} />
    </Suspense>
  );
}

function CxoneV2(props: { kept?: CxoneV2ConnectionView }) {
  return (
    <Suspense fallback={<Skeleton className="h-64 w-full" />}>
      <CxoneV2Fields {...props} />
    </Suspense>
  );
}
