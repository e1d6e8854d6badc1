import "server-only";
import { type CallEvent, readCallEvents } from "../../agent-sessions.ts";
import type { CxoneClient } from "../../client.ts";
import { CxoneError } from "../../errors.ts";
import { phaseOfName } from "./contact-phase.ts";

/**
 * What the session tells, each thing once. Contacts are enough without it, so a session that has ended is no failure; being
 * throttled is, since the next call would only be throttled too.
 */
export async function eventsIfAny(client: CxoneClient, sessionId: string): Promise<CallEvent[]> {
  try {
    return await readCallEvents(client, sessionId);
  } catch (error) {
    if (!(error instanceof CxoneError) || error.code === "rate_limited" || error.code === "paused")
      throw error;
    return [];
  }
}

export type LegEvent = CallEvent & { contactId: string };

/** The last word of a session on the second leg of a call, and of two legs on the one that still runs; null while it has none. */
export async function legEventOf(
  client: CxoneClient,
  sessionId: string,
  call: { readonly callId: string; readonly masterId: string },
): Promise<LegEvent | null> {
  // A call that was transferred before is a leg itself: its first contact is then the parent of both.
  const own = [call.callId, call.masterId];
  const isLeg = (event: CallEvent): event is LegEvent =>
    event.contactId !== null &&
    !own.includes(event.contactId) &&
    (own.includes(event.parentContactId ?? "") || event.masterId === call.masterId);
  const events = (await eventsIfAny(client, sessionId)).filter(isLeg);
  const last = [...new Map(events.map((event) => [event.contactId, event])).values()];
  return last.findLast((event) => phaseOfName(event.status) !== "ended") ?? last.at(-1) ?? null;
}
