import "server-only";
import { type Dial, dial, holdCall, joinAgentSession, resumeCall } from "../../agent-sessions.ts";
import { skillToDialWith } from "../../agent-skills.ts";
import { getCall, type PhoneCall } from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import { CxoneError } from "../../errors.ts";
import { withRefusedField } from "../refused-field.ts";
import type { CallRef, TransferTarget, WriteAnswer } from "../state.ts";
import { writeAnswerOf } from "../write-answer.ts";
import { phaseOf } from "./contact-phase.ts";
import { toHandle } from "./handle.ts";
import { leadsTo } from "./leg.ts";
import { listLegs } from "./read-call.ts";
import { answerBeforeDial, nameRefusal, recode, refusedHere, refusedWhereConflict } from "./refusal.ts";
import { eventsIfAny, legEventOf } from "./session-events.ts";

/**
 * Dials the target for a call: joins the session of the agent who has it, holds it, and dials. Dialling is the one unsafe
 * write; all before it may be done again. A leg that already leads to the target is taken for ours instead of dialling a second one.
 */
export async function issueTransfer(
  client: CxoneClient,
  ref: CallRef,
  target: TransferTarget,
): Promise<WriteAnswer> {
  let ready: Ready;
  try {
    ready = await prepare(client, ref.callId, target);
  } catch (error) {
    return answerBeforeDial(error);
  }
  const { sessionId, call, holderId } = ready;
  const accepted = (legContactId: string | null): WriteAnswer => ({
    result: "accepted",
    requestId: legContactId,
    state: "WAITING",
    handle: toHandle({
      sessionId,
      holderId,
      indicator: call.transferIndicator,
      legContactId,
      joined: false,
    }),
  });
  if (ready.legContactId) return accepted(ready.legContactId);
  try {
    const named = await dial(client, sessionId, ready.dial, { parentContactId: call.contactId });
    return accepted(named ?? (await legIfKnown(client, sessionId, call)));
  } catch (error) {
    const answer = withRefusedField(refusedWhereConflict(writeAnswerOf(nameRefusal(error))), error, target);
    // Nothing rings: the caller should not be left with music while the next target is looked at.
    if (answer.result === "refused" && !(await hasLeg(client, call, answer.status)))
      await resumeCall(client, sessionId, ref.callId).catch(leaveIt);
    return answer;
  }
}

type Ready = {
  sessionId: string;
  call: PhoneCall;
  holderId: number;
  dial: Dial;
  legContactId: string | null;
};

async function prepare(client: CxoneClient, callId: string, target: TransferTarget): Promise<Ready> {
  const call = await runningCall(client, callId);
  // One that rings names the agent too, who has not taken it.
  const phase = phaseOf(call);
  if (call.agentId === null || phase === "ringing")
    throw refusedHere("nobody_has_call", `The call is in state ${call.stateName || "unknown"}.`);
  const sessionId = await joinSessionOf(client, call.agentId);
  const ready = { sessionId, call, holderId: call.agentId, dial: await dialOf(client, target, call.agentId) };
  if (phase !== "held") {
    await hold(client, sessionId, callId);
    return { ...ready, legContactId: await drained(client, sessionId) };
  }
  // Held already: by the agent, or by us in an attempt whose answer was lost. Then a leg may be ringing.
  const leg = (await listLegs(client, call))[0];
  if (leg && !leadsTo(leg, target))
    throw refusedHere("conflict", "The agent is transferring this call already.");
  return { ...ready, legContactId: leg ? String(leg.contactId) : await drained(client, sessionId) };
}

async function runningCall(client: CxoneClient, callId: string): Promise<PhoneCall> {
  const call = await getCall(client, callId);
  if (call === null) throw refusedHere("call_gone", `CXone knows no contact ${callId}.`);
  if (phaseOf(call) === "ended")
    throw refusedHere("call_gone", call.endReason ? `It ended: ${call.endReason}.` : "It has ended.");
  return call;
}

/** The session of an agent. None is opened for them: that would sign them in at another phone, in the middle of a call. */
export async function joinSessionOf(client: CxoneClient, agentId: number): Promise<string> {
  try {
    return await joinAgentSession(client, agentId);
  } catch (error) {
    const named = nameRefusal(error);
    const none = named instanceof CxoneError && (named.code === "not_found" || named.code === "call_gone");
    throw none ? recode(named, "no_agent_session") : named;
  }
}

/** Holds the call. That it is held already is fine, and the only refusal that is. */
async function hold(client: CxoneClient, sessionId: string, callId: string): Promise<void> {
  try {
    await holdCall(client, sessionId, callId);
  } catch (error) {
    const refused = error instanceof CxoneError && (error.code === "rejected" || error.code === "conflict");
    if (!refused || phaseOf(await runningCall(client, callId)) !== "held") throw error;
  }
}

/** Takes old events out of the session, so that a leg in the next ones is ours. */
async function drained(client: CxoneClient, sessionId: string): Promise<null> {
  await eventsIfAny(client, sessionId);
  return null;
}

/** The leg, if the session names it already. It rings by now: what fails here must not look like a call that was not dialled. */
async function legIfKnown(client: CxoneClient, sessionId: string, call: PhoneCall): Promise<string | null> {
  const ids = { callId: String(call.contactId), masterId: String(call.masterId) };
  const event = await legEventOf(client, sessionId, ids).catch(leaveIt);
  return event?.contactId ?? null;
}

/** Whether a refusal as a conflict may come from a leg that rings; when that cannot be seen, it may. */
async function hasLeg(client: CxoneClient, call: PhoneCall, status: number | null): Promise<boolean> {
  if (status !== 409) return false;
  const legs = await listLegs(client, call).catch(leaveIt);
  return legs === null || legs.length > 0;
}

function leaveIt(error: unknown): null {
  if (!(error instanceof CxoneError)) throw error;
  return null;
}

async function dialOf(client: CxoneClient, target: TransferTarget, agentId: number): Promise<Dial> {
  const { transferType, targetType, targetId } = target;
  switch (targetType) {
    case "AGENT":
      return {
        deed: transferType === "CONSULT" ? "consult-agent" : "dial-agent",
        body: { targetAgentId: targetId },
      };
    case "QUEUE":
    case "SKILL":
      return { deed: "dial-skill", body: { skillId: Number(targetId) } };
    case "NUMBER":
    case "EXTENSION": {
      const skillId = await skillToDialWith(client, agentId);
      return { deed: "dial-phone", body: { phoneNumber: targetId, ...(skillId ? { skillId } : {}) } };
    }
  }
}
