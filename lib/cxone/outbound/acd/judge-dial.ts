import type { PhoneCall } from "../../calls.ts";
import { phaseOf } from "../../voice/acd/contact-phase.ts";
import type { DialReading, DialState } from "../outbound.ts";

type Read = Extract<DialReading, { result: "read" }>;

const ENDS: readonly (readonly [RegExp, DialState])[] = [
  [/busy/i, "busy"],
  [/no[\s_-]?answer|not answered|ring[\s_-]?out|answering machine/i, "no_answer"],
  [
    /fail|intercept|invalid|disconnected number|unavailable|not available|error|do[\s_-]?not[\s_-]?call|\bdnc\b/i,
    "failed",
  ],
];

/** How far an outbound call is, by its contact (facts/cxone.md §4, §5). Pure. */
export function judgeDial(call: PhoneCall): Omit<Read, "handle"> {
  const phase = phaseOf(call);
  const read = (state: DialState, more: Partial<Read> = {}): Omit<Read, "handle"> => ({
    result: "read",
    state,
    disposition: null,
    endedAt: null,
    talkMs: null,
    ...more,
  });
  if (phase === "connected" || phase === "held") return read("connected");
  if (phase !== "ended") return read(/ring/i.test(call.stateName) ? "ringing" : "dialling");
  const talkMs = call.agentSeconds == null ? null : Math.round(call.agentSeconds * 1000);
  const said = ENDS.find(([pattern]) => pattern.test(`${call.endReason} ${call.stateName}`))?.[1];
  return read(said ?? "ended", { disposition: call.endReason || null, endedAt: endOf(call), talkMs });
}

function endOf(call: PhoneCall): string | null {
  if (call.contactStartDate === null || call.totalDurationSeconds == null) return call.lastUpdateTime;
  return new Date(Date.parse(call.contactStartDate) + call.totalDurationSeconds * 1000).toISOString();
}
