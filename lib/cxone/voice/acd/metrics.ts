import "server-only";
import {
  type CallHistoryRow,
  getCall,
  listCallHistory,
  listCompletedCalls,
  type PhoneCall,
} from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import { CxoneError } from "../../errors.ts";
import type { CallMetrics } from "../state.ts";
import { phaseOf, phaseOfName } from "./contact-phase.ts";

/** What the ACD counted for a call (T-50): its contact, and the states it went through between the two moments. */
export async function readMetrics(
  client: CxoneClient,
  callId: string,
  range: { from: Date; to: Date },
): Promise<CallMetrics> {
  const [found, history] = await Promise.all([getCall(client, callId), listCallHistory(client, callId)]);
  const call =
    found ??
    (await listCompletedCalls(client, range)).find((row) => String(row.contactId) === callId) ??
    null;
  if (call === null)
    throw new CxoneError("not_found", `CXone knows no contact ${callId} in this time.`, {
      operation: "cxone.calls.get",
      status: 404,
    });
  const [from, to] = [range.from.toISOString(), range.to.toISOString()];
  return {
    source: "ACD contact and its state history",
    from,
    to,
    // A call that runs may still be transferred.
    transferSuccess: call.transferIndicator !== "" ? 1 : phaseOf(call) === "ended" ? 0 : null,
    transferDurationMs: transferDurationMs(call, history),
    facts: factsOf(call),
    stateHistory: history.flatMap(({ at, state, agentId }) =>
      at !== null && at >= from && at <= to
        ? [{ at, state, ...(agentId === null ? {} : { agent: String(agentId) }) }]
        : [],
    ),
  };
}

/**
 * From the last hold before another agent has the call until that agent has it. Where the second agent's part is a contact of
 * its own, the first contact ends at that moment. Null where no hold led to a transfer.
 */
export function transferDurationMs(call: PhoneCall, history: readonly CallHistoryRow[]): number | null {
  const first = history.find((row) => row.agentId !== null)?.agentId;
  const moved = history.findIndex(
    (row) => row.agentId !== null && row.agentId !== first && phaseOfName(row.state) === "connected",
  );
  const wasHandedOn = call.transferIndicator !== "" || /transferred/i.test(call.endReason);
  const end =
    moved === -1 && wasHandedOn ? history.findIndex((row) => phaseOfName(row.state) === "ended") : moved;
  const began = history.slice(0, Math.max(end, 0)).findLast((row) => phaseOfName(row.state) === "held");
  const ended = history[end]?.at;
  return began?.at && ended ? Date.parse(ended) - Date.parse(began.at) : null;
}

function factsOf(call: PhoneCall): CallMetrics["facts"] {
  const seconds = (value: number | null | undefined) => (value == null ? null : `${value} s`);
  const facts: readonly (readonly [string, string | null])[] = [
    ["State", call.stateName || null],
    ["End reason", call.endReason || null],
    ["Transfer indicator", call.transferIndicator || "None"],
    ["Skill", call.skillName || null],
    ["Campaign", call.campaignName || null],
    ["In queue", seconds(call.inQueueSeconds)],
    ["With agents", seconds(call.agentSeconds)],
    ["On hold", seconds(call.holdSeconds)],
    ["Holds", call.holdCount == null ? null : String(call.holdCount)],
    ["Total", seconds(call.totalDurationSeconds)],
    ["Abandoned", call.abandoned == null ? null : call.abandoned ? "yes" : "no"],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
