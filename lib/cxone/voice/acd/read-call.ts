import "server-only";
import { getCall, listActiveCalls, type PhoneCall } from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import type { CallRef, Reading, TransferTarget } from "../state.ts";
import { failedReadingOf } from "../write-answer.ts";
import { phaseOf } from "./contact-phase.ts";
import { type AcdHandle, dialledOf, fromHandle, toHandle } from "./handle.ts";
import { judgeCall } from "./judge-call.ts";
import { type Leg, leadsTo, legOf, legOfEvent, waitingLeg } from "./leg.ts";
import { legEventOf } from "./session-events.ts";

/**
 * How a call stands, from its contact and that of its second leg: two reads once the leg is known. Before, the session is
 * asked for the leg, and where it does not say (or there is no handle, after a crash) all running contacts are looked through.
 */
export async function readCall(client: CxoneClient, ref: CallRef, target: TransferTarget): Promise<Reading> {
  const handle = fromHandle(ref.handle);
  try {
    const call = await getCall(client, ref.callId);
    const leg = await findLeg(client, { callId: ref.callId, call, handle, target });
    const reading = judgeCall(call, leg, target, dialledOf(handle));
    if (reading.result === "gone" || !leg?.ours) return reading;
    const transferId = leg.contactId;
    if (handle === null) return { ...reading, transferId };
    return { ...reading, transferId, handle: toHandle({ ...handle, legContactId: leg.contactId }) };
  } catch (error) {
    return failedReadingOf(error);
  }
}

type Search = {
  callId: string;
  call: PhoneCall | null;
  handle: AcdHandle | null;
  target: TransferTarget;
};

/** The second leg of a call as far as session and contacts show it; null where none is shown. */
export async function findLeg(client: CxoneClient, search: Search): Promise<Leg | null> {
  const { call, handle } = search;
  if (handle?.legContactId) {
    const row = await getCall(client, handle.legContactId);
    if (row) return legOf(row, handle.holderId);
    // A leg that rang is not undone by contacts that do not show it yet. When both are unknown, nothing is left of the call.
    return call && waitingLeg(handle.legContactId);
  }
  const told = handle ? await legFromSession(client, search, handle) : null;
  if (told || call === null) return told;
  const legs = await listLegs(client, call);
  const ours = legs.find((row) => leadsTo(row, search.target));
  const leg = ours ?? legs[0];
  return leg ? legOf(leg, handle?.holderId ?? call.agentId, leg === ours) : null;
}

async function legFromSession(
  client: CxoneClient,
  { callId, call, target }: Search,
  { sessionId, holderId }: AcdHandle,
): Promise<Leg | null> {
  const masterId = call ? String(call.masterId) : callId;
  const event = await legEventOf(client, sessionId, { callId, masterId });
  if (event === null) return null;
  const row = await getCall(client, event.contactId);
  if (!row) return legOfEvent(event);
  // What is over and went elsewhere is a leg of an earlier attempt.
  return phaseOf(row) === "ended" && !leadsTo(row, target) ? null : legOf(row, holderId);
}

/** The running legs of a call, newest first. They have its first contact in common and changed after it began. */
export async function listLegs(client: CxoneClient, call: PhoneCall): Promise<PhoneCall[]> {
  const running = await listActiveCalls(client, { updatedSince: call.contactStartDate ?? undefined });
  return running
    .filter(
      (row) => row.contactId !== call.contactId && row.masterId === call.masterId && phaseOf(row) !== "ended",
    )
    .toSorted((a, b) => b.contactId - a.contactId);
}
