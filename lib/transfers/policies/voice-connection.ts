import "server-only";
import { dialectOf, KIND_NAMES } from "#lib/connections/mapping.ts";
import { CONNECTION_KINDS } from "#lib/connections/schema.ts";
import { loadConnection } from "#lib/connections/stored-connection.ts";
import { AppError } from "#lib/errors.ts";
import type { VoiceConnection } from "./schema.ts";

type Row = { id: string; name: string; kind: string; environment: string };

export const VOICE_KINDS = CONNECTION_KINDS.filter(dialectOf);

/** A connection with the dialect it speaks, or null for one that transfers no calls. */
export function voiceConnectionOf({ id, name, kind, environment }: Row): VoiceConnection | null {
  const known = CONNECTION_KINDS.find((one) => one === kind);
  const dialect = known ? dialectOf(known) : null;
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
