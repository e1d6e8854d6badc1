import "server-only";
import { transferCalls } from "../../agent-sessions.ts";
import { getCall } from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import type { CallRef, WriteAnswer } from "../state.ts";
import { writeAnswerOf } from "../write-answer.ts";
import { type AcdHandle, fromHandle, toHandle } from "./handle.ts";
import { joinSessionOf } from "./issue.ts";
import { answerBeforeDial, nameRefusal, refusedHere } from "./refusal.ts";

/**
 * Makes one call of the two legs; the agent who dialled is out then. Refused where they are joined already, and on some tenants
 * while the second still rings: in each case the next reading tells.
 */
export async function joinLegs(client: CxoneClient, ref: CallRef): Promise<WriteAnswer> {
  let handle: AcdHandle;
  try {
    handle = fromHandle(ref.handle) ?? (await handleAfterCrash(client, ref.callId));
  } catch (error) {
    return answerBeforeDial(error);
  }
  try {
    await transferCalls(client, handle.sessionId);
  } catch (error) {
    return writeAnswerOf(nameRefusal(error));
  }
  return {
    result: "accepted",
    requestId: handle.legContactId,
    state: "IN_TRANSFER",
    handle: toHandle({ ...handle, joined: true }),
  };
}

/** The session again, of the agent who still has the call. */
export async function handleAfterCrash(client: CxoneClient, callId: string): Promise<AcdHandle> {
  const call = await getCall(client, callId);
  if (call === null) throw refusedHere("call_gone", `CXone knows no contact ${callId}.`);
  if (call.agentId === null) throw refusedHere("nobody_has_call", "The agent who dialled has left the call.");
  return {
    sessionId: await joinSessionOf(client, call.agentId),
    holderId: call.agentId,
    indicator: call.transferIndicator,
    legContactId: null,
    joined: false,
  };
}
