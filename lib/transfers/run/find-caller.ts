import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { voiceFor } from "#lib/connections/voice-for.ts";

const PATIENCE_MS = 2_000;

/**
 * Who calls, as the contact centre lists it now: a person who may not see numbers chooses a call without knowing it. Keeps
 * nobody from starting: null when it is not listed, or not in time. Scripts say themselves who calls.
 */
export async function findCaller(ctx: Ctx, connectionId: string, callId: string): Promise<string | null> {
  if (ctx.actor.kind !== "user") return null;
  try {
    const options = { requestId: ctx.requestId, signal: AbortSignal.timeout(PATIENCE_MS) };
    const calls = await (await voiceFor(connectionId, options)).listCalls();
    return calls?.find((call) => call.callId === callId)?.from ?? null;
  } catch {
    return null;
  }
}
