import "server-only";
import { dialectOf, KIND_NAMES } from "#lib/connections/mapping.ts";
import { CONNECTION_KINDS, type ConnectionKind } from "#lib/connections/schema.ts";
import { loadConnection } from "#lib/connections/stored-connection.ts";
import { AppError } from "#lib/errors.ts";
import type { VoiceConnection } from "./schema.ts";

type Row = { id: string; name: string; kind: string; environment: string };

export const VOICE_KINDS: readonly ConnectionKind[] = CONNECTION_KINDS.filter((kind) => dialectOf(kind));

/** A connection with the dialect it speaks, or null for one that transfers no calls. */
export function voiceConnectionOf({ id, name, kind, environment }: Row): VoiceConnection | null {
  const dialect = dialectOf(kind as ConnectionKind);
  return dialect && { id, name, environment: environment === "sandbox" ? "sandbox" : "live", dialect };
}

/** The same by its id; throws `not_found`, and `bad_request` for one that transfers no calls. */
export async function loadVoiceConnection(connectionId: string): Promise<VoiceConnection> {
  const connection = await loadConnection(connectionId);
  const found = voiceConnectionOf(connection);
  if (found) return found;
  throw new AppError("bad_request", {
    title: "This connection transfers no calls",
    detail: `It is of ${KIND_NAMES[connection.kind]}, which has no voice.`,
    fix: "Choose a connection of CXone.",
  });
}
