import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { PolicyBody } from "../../../schema.ts";
import type { TimelineEvent } from "../../../state.ts";
import { type AttemptScene, attemptScene, type Scenario } from "../../schema.ts";

const MOST_ATTEMPTS = 30;

type Facts = Readonly<Record<string, unknown>>;

/** What was answered each time that a step was issued, and what became of it, from its part of the timeline. */
export function attemptsFrom(
  dialect: Dialect,
  events: readonly TimelineEvent[],
  policy: PolicyBody,
): AttemptScene[] {
  const attempts: AttemptScene[] = [];
  for (const event of events) {
    const answered = answerIn(event);
    if (answered) {
      if (attempts.length < MOST_ATTEMPTS) attempts.push(answered);
      continue;
    }
    const last = attempts.at(-1);
    if (last) Object.assign(last, whatBecame(event, last, { dialect, policy }));
  }
  const isGivenUp = events.some(({ reason }) => reason === "unreachable");
  return isGivenUp ? attempts : withinTime(attempts, policy);
}

/** Held back for nearly as long as may be, and sent in the end: in a replay the same waits might be a moment too long. */
function withinTime(attempts: AttemptScene[], { watch }: PolicyBody): AttemptScene[] {
  const held = attempts.filter(({ answer }) => answer === "throttled");
  const seconds = held.reduce(
    (sum, { retryAfterSeconds }, turn) => sum + (retryAfterSeconds ?? 2 ** turn),
    0,
  );
  if (seconds >= watch.timeoutSeconds - 1) for (const one of held) one.retryAfterSeconds = 0;
  return attempts;
}

/** A line that tells the answer to a write; null where it tells something else. */
function answerIn({ kind, facts = {} }: TimelineEvent): AttemptScene | null {
  // Joining legs, or taking one back, is no attempt of its own.
  if (facts.of !== undefined) return null;
  const more = { message: text(facts.message), status: statusIn(facts) };
  switch (kind) {
    case "initiated":
      return attempt({ answer: "accepted" });
    case "refused":
      return attempt({ answer: "refused", ...more });
    case "held_back": {
      // Rounded down: a second more might be the one that is too many.
      const retryAfter =
        typeof facts.retryAfterMs === "number" ? Math.floor(facts.retryAfterMs / 1_000) : null;
      const retryAfterSeconds = retryAfter === null ? null : Math.min(3_600, retryAfter);
      return attempt({ answer: "throttled", message: more.message, retryAfterSeconds });
    }
    case "unclear":
      return attempt({ answer: (more.status ?? 0) >= 500 ? "server_error" : "lost", ...more });
    case "resumed":
      return facts.result === "unclear" ? attempt({ answer: "lost" }) : null;
    default:
      return null;
  }
}

/** Until something else is read, nobody answers. */
const attempt = (more: Partial<AttemptScene>): AttemptScene =>
  attemptScene.parse({ becomes: "never", ...more });

const text = (value: unknown) => String(value ?? "").slice(0, 200);
const statusIn = ({ status }: Facts) =>
  typeof status === "number" && status >= 400 && status <= 599 ? status : null;

type Told = { dialect: Dialect; policy: PolicyBody };

function whatBecame(event: TimelineEvent, last: AttemptScene, told: Told): Partial<AttemptScene> {
  const { kind, reason, facts = {} } = event;
  const after = { afterSeconds: secondsIn(facts, told) };
  if (kind === "ended") return howItEnded(String(facts.outcome), last, after, told);
  if (kind === "withdrawn") return reason === "timed_out" ? { done: true, becomes: "never" } : {};
  if (kind !== "state" && kind !== "reconciled") return {};
  // It failed because it was taken back.
  if (reason === "timed_out") return { done: true, becomes: "never" };
  if (reason === "call_failed") return { done: true, becomes: "fails", ...after };
  const agent = facts.agent as AttemptScene["agent"] | undefined;
  if (agent) return { agent: { id: text(agent.id), name: agent.name === null ? null : text(agent.name) } };
  if (facts.carriedOut === true) return { done: true };
  if (facts.carriedOut !== false) return {};
  // It was there and is no more.
  const wasThere = last.answer === "accepted" || last.done;
  return wasThere ? { answer: "accepted", becomes: "vanishes" } : {};
}

function howItEnded(
  outcome: string,
  last: AttemptScene,
  after: { afterSeconds: number },
  { dialect }: Told,
): Partial<AttemptScene> {
  const wasThere = last.answer === "accepted" || last.done;
  switch (outcome) {
    case "connected":
    case "fallback":
    case "voicemail":
      return { done: true, becomes: "connects", ...after };
    case "disconnected":
      return { becomes: "hangs_up", ...(wasThere ? after : { afterSeconds: 0 }) };
    case "unknown":
      // Where it could have been taken back, nothing but looks that fail leaves it unknown.
      return wasThere && dialect === "v2" ? { becomes: "never" } : { looksFail: true };
    default:
      return {};
  }
}

/** Whatever became of it was seen before the look for it ended. */
function secondsIn({ afterMs }: Facts, { dialect, policy: { watch } }: Told): number {
  // What came after the time-out was in time to be joined, else it would have been taken back.
  const most = watch.timeoutSeconds + (dialect === "acd" ? 0 : watch.unknownMinutes * 60);
  const seconds = typeof afterMs === "number" ? Math.round(afterMs / 1_000) : 1;
  return Math.min(3_600, most, Math.max(0, seconds));
}

/** A person who cancelled, and how far it was then. */
export function cancelFrom(timeline: readonly TimelineEvent[]): Scenario["cancel"] {
  const asked = timeline.findIndex(
    ({ kind, facts }) => kind === "cancel_asked" || (kind === "ended" && facts?.outcome === "cancelled"),
  );
  const event = timeline[asked];
  if (!event) return null;
  const before = timeline.slice(0, asked).filter(({ step }) => step === event.step);
  const attempts = Math.min(MOST_ATTEMPTS, before.filter((one) => answerIn(one) !== null).length);
  const isSending = event.facts?.phase === "issuing";
  const when = event.kind === "ended" ? "before" : isSending ? "sending" : "after";
  return { step: event.step, attempts, when };
}
