import "server-only";
import { readAgentState } from "../../agent-states.ts";
import type { CxoneClient } from "../../client.ts";
import type { Voice } from "../voice.ts";
import { listCalls, listTargets } from "./choices.ts";
import { issueTransfer } from "./issue.ts";
import { joinLegs } from "./join.ts";
import { readMetrics } from "./metrics.ts";
import { observe } from "./observe.ts";
import { readCall } from "./read-call.ts";
import { withdrawLeg } from "./withdraw.ts";

/**
 * Voice by the public API of CXone: there is no resource "call", so a transfer is a second leg that is dialled in the session of
 * the agent who has the call, and joined with it (facts/cxone.md §4, §7). Ids are the ACD's integers. Priority and call-back number
 * have no place in it and are left out.
 */
export function createAcdVoice(client: CxoneClient): Voice {
  return {
    dialect: "acd",
    observe: (target) => observe(client, target),
    issue: (call, target) => issueTransfer(client, call, target),
    join: (call) => joinLegs(client, call),
    withdraw: (call, target) => withdrawLeg(client, call, target),
    readCall: (call, target) => readCall(client, call, target),
    async readPresence(agentId) {
      const row = await readAgentState(client, Number(agentId));
      return { status: row?.state ?? "UNKNOWN", since: row?.since || null };
    },
    readMetrics: (callId, range) => readMetrics(client, callId, range),
    listCalls: () => listCalls(client),
    listTargets: (kind, search) => listTargets(client, kind, search),
  };
}
