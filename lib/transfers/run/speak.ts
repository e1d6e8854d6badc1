import "server-only";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import type {
  CallMetrics,
  Handle,
  Observation,
  Presence,
  Reading,
  WriteAnswer,
} from "#lib/cxone/voice/state.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { AppError } from "#lib/errors.ts";
import { targetOf } from "./mapping.ts";
import type { OpenRun } from "./open-run.ts";

export type VoiceFor = (connectionId: string, options: { requestId?: string }) => Promise<Voice>;

type Failure = { code: string; message: string; fix: string };

/** What of a failure is told in a timeline. */
function failureOf(thrown: unknown): Failure {
  const error = explainVendorError(thrown);
  if (error instanceof AppError) {
    const { title, detail, fix } = error.options;
    return {
      code: error.code,
      message: [title, detail].filter(Boolean).join(": ") || error.message,
      fix: fix ?? "",
    };
  }
  const { code } = error as { code?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  return { code: typeof code === "string" ? code : "unexpected", message, fix: "See the request log." };
}

export type Speaker = ReturnType<typeof createSpeaker>;

/**
 * Speaks to the contact centre of a transfer. Nothing is thrown: what fails becomes an answer that can be decided upon. What
 * fails before anything was sent is `not_sent`; what fails in any other way may have happened.
 */
export function createSpeaker(voiceFor: VoiceFor, run: OpenRun) {
  const { callId, connectionId, requestId, policy } = run;
  let opened: Promise<Voice> | undefined;
  const voice = () => {
    opened ??= voiceFor(connectionId, { requestId });
    return opened;
  };

  async function write(deed: (voice: Voice) => Promise<WriteAnswer>): Promise<WriteAnswer> {
    let ready: Voice;
    try {
      ready = await voice();
    } catch (error) {
      opened = undefined;
      return { result: "not_sent", ...failureOf(error), retryAfterMs: null };
    }
    try {
      return await deed(ready);
    } catch (error) {
      return { result: "unclear", ...failureOf(error), status: null };
    }
  }

  return {
    async observe(step: number): Promise<Observation | { failed: { code: string; message: string } }> {
      try {
        return await (await voice()).observe(targetOf(policy, step));
      } catch (error) {
        const { code, message } = failureOf(error);
        return { failed: { code, message } };
      }
    },
    issue: (step: number, handle: Handle | null) =>
      write((ready) => ready.issue({ callId, handle }, targetOf(policy, step))),
    join: (step: number, handle: Handle | null) =>
      write((ready) => ready.join({ callId, handle }, targetOf(policy, step))),
    withdraw: (step: number, handle: Handle | null) =>
      write((ready) => ready.withdraw({ callId, handle }, targetOf(policy, step))),
    async read(step: number, handle: Handle | null): Promise<Reading> {
      try {
        return await (await voice()).readCall({ callId, handle }, targetOf(policy, step));
      } catch (error) {
        const { code, message } = failureOf(error);
        return { result: "failed", code, message, retryAfterMs: null };
      }
    },
    /** Presence of the agent who got the call (T-51); UNKNOWN when the look-up fails. */
    async presence(agentId: string): Promise<Presence & { problem: string | null }> {
      try {
        return { ...(await (await voice()).readPresence(agentId)), problem: null };
      } catch (error) {
        return { status: "UNKNOWN", since: null, problem: failureOf(error).message };
      }
    },
    /** What the contact centre counted for the call (T-50). */
    async metrics(range: { from: Date; to: Date }): Promise<CallMetrics | { problem: string }> {
      try {
        return await (await voice()).readMetrics(callId, range);
      } catch (error) {
        return { problem: failureOf(error).message };
      }
    },
  };
}
