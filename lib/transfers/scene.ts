import type { CallState, Observation, Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import type { PolicyBody, PolicyRoute } from "./schema.ts";
import { begin, decide, type Heard, type TimelineEvent, type TransferState } from "./state.ts";

/** For tests: policies, observations, answers and readings in one line each, and a transfer that hears one after the other. */

const QUEUES = ["Sales DE", "Service DE", "Service EN"];
export const route = (name: string, more: Partial<PolicyRoute> = {}): PolicyRoute => ({
  transferType: "BLIND",
  targetType: "QUEUE",
  targetId: name,
  targetName: name,
  priority: 1,
  ...more,
});
export const policyOf = (
  routes: number | PolicyRoute[],
  watch: Partial<PolicyBody["watch"]> = {},
): PolicyBody => ({
  routes:
    typeof routes === "number"
      ? Array.from({ length: routes }, (_, index) => route(QUEUES[index] ?? `Queue ${index}`))
      : routes,
  voicemail: { targetType: "EXTENSION", targetId: "999", targetName: "" },
  watch: { pollSeconds: 3, timeoutSeconds: 30, unknownMinutes: 10, ...watch },
});

export const agent = (id: string, status = "AVAILABLE", skills: string[] = []) => ({
  id,
  name: `Agent ${id}`,
  status,
  available: status === "AVAILABLE",
  skills,
});
/** A queue in an active campaign with so many agents who are available. */
export const staffed = (available = 2, more: Partial<Observation> = {}): Observation => ({
  queue: { id: "q", name: "Sales DE", status: "ACTIVE" },
  campaigns: [{ id: "c", name: "Inbound", active: true }],
  agents: Array.from({ length: available }, (_, index) => agent(`${index}`)),
  ...more,
});

const problem = { message: "It said so.", fix: "Wait." };
export const accepted = { result: "accepted", requestId: "req-1", state: "WAITING" } as const;
export const refused = (status: number | null = 400): WriteAnswer => ({
  result: "refused",
  code: "bad_request",
  status,
  ...problem,
});
export const notSent = (retryAfterMs: number | null = null): WriteAnswer => ({
  result: "not_sent",
  code: "throttled",
  retryAfterMs,
  ...problem,
});
export const unclear = (status: number | null = null): WriteAnswer => ({
  result: "unclear",
  code: "no_answer",
  status,
  ...problem,
});
export const reads = (state: CallState, more: Partial<Extract<Reading, { result: "read" }>> = {}): Heard => ({
  heard: "read",
  reading: { result: "read", state, transfer: "underway", connectedTo: null, join: "not_needed", ...more },
});
export const cannotRead: Heard = {
  heard: "read",
  reading: { result: "failed", code: "upstream", message: "It did not answer.", retryAfterMs: null },
};
export const gone: Heard = { heard: "read", reading: { result: "gone", message: "no such call." } };
export const issued = (answer: WriteAnswer): Heard => ({ heard: "issued", answer });
export const checked = (observation: Observation): Heard => ({ heard: "checked", observation });

/** A transfer that is told things and lets time pass as it was asked to. */
export function transferOf(policy: PolicyBody, from: TransferState = begin()) {
  const start = Date.parse("2026-11-12T14:03:22.000Z");
  let decision = { state: from, action: { do: "nothing" } as ReturnType<typeof decide>["action"] };
  let [waitedMs, jumpedMs] = [0, 0];
  const events: TimelineEvent[] = [];
  const self = {
    events,
    get state() {
      return decision.state;
    },
    get action() {
      return decision.action;
    },
    get waitedMs() {
      return waitedMs;
    },
    kinds: () => events.map(({ kind }) => kind),
    last: () => events.at(-1),
    hears(...heard: Heard[]) {
      for (const one of heard) {
        const made = decide(policy, decision.state, one, {
          now: new Date(start + waitedMs + jumpedMs),
          waitedMs,
        });
        events.push(...made.events);
        decision = made;
      }
      return self;
    },
    /** Lets the wait pass that was asked for, and says so. */
    waits() {
      if (decision.action.do !== "wait") throw new Error(`It does not wait: ${decision.action.do}.`);
      waitedMs += decision.action.ms;
      return self.hears({ heard: "due" });
    },
    passes(ms: number) {
      waitedMs += ms;
      return self;
    },
    /** The time of day, and nothing else. */
    jumps(ms: number) {
      jumpedMs += ms;
      return self;
    },
  };
  return self;
}
