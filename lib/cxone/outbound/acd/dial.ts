import "server-only";
import { dial } from "../../agent-sessions.ts";
import { getCall, listActiveCalls, listCompletedCalls, type PhoneCall } from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import { isSameNumber } from "../../same-number.ts";
import { joinSessionOf } from "../../voice/acd/issue.ts";
import { answerBeforeDial, nameRefusal, refusedWhereConflict } from "../../voice/acd/refusal.ts";
import { eventsIfAny } from "../../voice/acd/session-events.ts";
import type { Handle, WriteAnswer } from "../../voice/state.ts";
import { failedReadingOf, writeAnswerOf } from "../../voice/write-answer.ts";
import type { DialReading, DialRequest } from "../outbound.ts";
import { judgeDial } from "./judge-dial.ts";

/** P-21. */
const DIAL_TIMEOUT_MS = 10_000;

/**
 * Lets an agent dial a number with an outbound skill. It takes a session of that agent: without one it is refused, for nobody
 * else's phone may ring. Sent once; a lost answer is looked up, never dialled again (P-32).
 */
export async function dialForAgent(client: CxoneClient, request: DialRequest): Promise<WriteAnswer> {
  let sessionId: string;
  try {
    sessionId = await joinSessionOf(client, Number(request.agentId));
    // Older events would be taken for those of this call.
    await eventsIfAny(client, sessionId);
  } catch (error) {
    return answerBeforeDial(error);
  }
  const { phoneNumber, campaignId, data } = request;
  const body = { phoneNumber, skillId: Number(campaignId), ...carried(data) };
  try {
    const contactId = await dial(
      client,
      sessionId,
      { deed: "dial-phone", body },
      { timeoutMs: DIAL_TIMEOUT_MS },
    );
    const handle = { sessionId, ...(contactId === null ? {} : { contactId }) };
    return { result: "accepted", requestId: contactId, state: null, handle };
  } catch (error) {
    return refusedWhereConflict(writeAnswerOf(nameRefusal(error)));
  }
}

/** All of the context data (P-15) that a call of CXone has a place for. */
function carried(data: DialRequest["data"]): { customerId?: string; zipCode?: string } {
  const { customerId, zipCode } = data;
  return {
    ...(typeof customerId === "string" ? { customerId } : {}),
    ...(typeof zipCode === "string" ? { zipCode } : {}),
  };
}

/**
 * How the call stands: by its contact, by what the session tells of it, or among the agent's calls to that number since that
 * moment, running ones first. "None" only when both lists were read.
 */
export async function readDial(
  client: CxoneClient,
  { handle, request, since }: { handle: Handle | null; request: DialRequest; since: Date },
): Promise<DialReading> {
  try {
    const named = handle?.contactId ? await getCall(client, handle.contactId) : null;
    const call =
      named ??
      (handle?.sessionId ? await callFromSession(client, handle.sessionId, request) : null) ??
      (await callFromLists(client, request, since));
    if (call === null) return { result: "none" };
    const contactId = String(call.contactId);
    return { ...judgeDial(call), handle: { ...handle, contactId } };
  } catch (error) {
    return failedReadingOf(error);
  }
}

async function callFromSession(
  client: CxoneClient,
  sessionId: string,
  { phoneNumber }: DialRequest,
): Promise<PhoneCall | null> {
  const events = await eventsIfAny(client, sessionId);
  const told = events.findLast((event) => isSameNumber(event.to, phoneNumber));
  return told?.contactId ? getCall(client, told.contactId) : null;
}

async function callFromLists(
  client: CxoneClient,
  { agentId, phoneNumber }: DialRequest,
  since: Date,
): Promise<PhoneCall | null> {
  const from = new Date(since.getTime() - CLOCK_SKEW_MS);
  const isOurs = (call: PhoneCall) =>
    (isSameNumber(call.toAddress, phoneNumber) || isSameNumber(call.fromAddress, phoneNumber)) &&
    (call.agentId === null || String(call.agentId) === agentId) &&
    call.isOutbound !== false &&
    (call.contactStartDate === null || Date.parse(call.contactStartDate) >= from.getTime());
  // Of two calls to a number that was busy at first, the later one is meant.
  const latest = (calls: readonly PhoneCall[]) =>
    calls.filter(isOurs).toSorted((a, b) => b.contactId - a.contactId)[0] ?? null;
  const running = latest(await listActiveCalls(client, { updatedSince: from.toISOString() }));
  if (running) return running;
  const to = new Date(Date.now() + A_DAY_MS);
  return latest(await listCompletedCalls(client, { from, to, agentId: Number(agentId) }));
}

/** Two clocks never agree quite. */
const CLOCK_SKEW_MS = 15_000;
/** How far the clock of CXone may be ahead: the end of the search only has to lie after the call. */
const A_DAY_MS = 86_400_000;
