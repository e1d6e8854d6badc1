import "server-only";
import { endCall, resumeCall } from "../../agent-sessions.ts";
import { getCall, type PhoneCall } from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import { CxoneError } from "../../errors.ts";
import type { CallRef, TransferTarget, WriteAnswer } from "../state.ts";
import { writeAnswerOf } from "../write-answer.ts";
import { phaseOf } from "./contact-phase.ts";
import { dialledOf, fromHandle } from "./handle.ts";
import { handleAfterCrash } from "./join.ts";
import { judgeCall } from "./judge-call.ts";
import { findLeg } from "./read-call.ts";
import { nameRefusal, refusedHere } from "./refusal.ts";

/**
 * Ends a leg that nobody has taken, and gives the caller back to the agent who dialled it. Done as often as one likes. The leg is
 * read first: one that has been taken, or joined, is refused instead of cut off, and so is a call that has ended.
 */
export async function withdrawLeg(
  client: CxoneClient,
  { callId, handle: kept }: CallRef,
  target: TransferTarget,
): Promise<WriteAnswer> {
  try {
    const handle = fromHandle(kept);
    const sessionId = handle?.sessionId ?? (await handleAfterCrash(client, callId)).sessionId;
    const call = await getCall(client, callId);
    const leg = await findLeg(client, { callId, call, handle, target });
    const seen = judgeCall(call, leg, target, dialledOf(handle));
    if (seen.result === "gone") throw refusedHere("call_gone", seen.message);
    const isThere = seen.join === "wait" && leg !== null;
    if (seen.join === "ready" || seen.state === "CONNECTED" || (seen.state === "IN_TRANSFER" && !isThere))
      throw refusedHere("conflict", "The target has taken the call by now.");
    if (isThere) await endLeg(client, sessionId, leg.contactId);
    if (call && phaseOf(call) === "held") await resume(client, sessionId, call);
    return { result: "accepted", requestId: null, state: null };
  } catch (error) {
    return writeAnswerOf(nameRefusal(error), { conflict: "refused" });
  }
}

/** Ends the leg. That it has ended already is fine, and the only refusal that is. */
async function endLeg(client: CxoneClient, sessionId: string, contactId: string): Promise<void> {
  try {
    await endCall(client, sessionId, contactId);
  } catch (error) {
    const leg = isRefusal(error) && (await getCall(client, contactId));
    if (leg === false || (leg && phaseOf(leg) !== "ended")) throw error;
  }
}

/** Takes the caller from hold, unless the agent has done so meanwhile. */
async function resume(client: CxoneClient, sessionId: string, { contactId }: PhoneCall): Promise<void> {
  try {
    await resumeCall(client, sessionId, String(contactId));
  } catch (error) {
    const call = isRefusal(error) && (await getCall(client, String(contactId)));
    if (!call || phaseOf(call) === "held") throw error;
  }
}

const isRefusal = (error: unknown) =>
  error instanceof CxoneError && ["rejected", "conflict", "not_found"].includes(error.code);
