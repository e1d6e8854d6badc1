import "server-only";
import { createAcdVoice } from "#lib/cxone/voice/acd/acd-voice.ts";
import { createV2Voice } from "#lib/cxone/voice/v2/v2-voice.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { AppError } from "#lib/errors.ts";
import { type ClientOptions, clientFor, clientForV2 } from "./client-for.ts";
import { KIND_NAMES } from "./mapping.ts";
import type { ConnectionKind } from "./schema.ts";
import { loadConnection } from "./stored-connection.ts";

type MakeVoice = (connectionId: string, options: ClientOptions) => Promise<Voice>;

/** What speaks of calls with each kind of connection; null where nothing does. */
const VOICE: Readonly<Record<ConnectionKind, MakeVoice | null>> = {
  cxone: async (id, options) => createAcdVoice(await clientFor(id, options)),
  "cxone-v2": async (id, options) => createV2Voice(await clientForV2(id, options)),
  engage: null,
};

/**
 * Voice control of the contact centre behind a connection, in the dialect that it speaks. Throws `not_found`, or
 * `bad_request` for one that has no calls.
 */
export async function voiceFor(connectionId: string, options: ClientOptions = {}): Promise<Voice> {
  const { kind } = await loadConnection(connectionId);
  const make = VOICE[kind];
  if (make) return make(connectionId, options);
  throw withoutCalls(kind, "Voice transfers");
}

/** Says of a connection that its product has no calls, or none that are reached through it. */
export const withoutCalls = (kind: ConnectionKind, what: string): AppError =>
  new AppError("bad_request", {
    title: `${what} do not go through ${KIND_NAMES[kind]}`,
    detail: `This connection is of ${KIND_NAMES[kind]}, and Patchbay reaches no calls there.`,
    fix: "Choose a connection to CXone.",
  });
