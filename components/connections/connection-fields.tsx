"use client";

import type { ConnectionKind, ConnectionView } from "#lib/connections/schema.ts";
import { CxoneFields } from "./cxone-fields.tsx";
import { EngageFields } from "./engage-fields.tsx";

/** The fields of a kind of connection, all empty. */
export function NewConnectionFields({ kind }: { kind: ConnectionKind }) {
  return kind === "engage" ? <EngageFields /> : <CxoneFields />;
}

/** The fields of a kept connection, its secrets as hints. */
export function KeptConnectionFields({ kept }: { kept: ConnectionView }) {
  return kept.kind === "engage" ? <EngageFields kept={kept} /> : <CxoneFields kept={kept} />;
}
