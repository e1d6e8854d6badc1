import type { Sandbox } from "../../sandbox.ts";
import type { AgentSession } from "../../state/acd-voice-model.ts";
import type { JsonRecord } from "../../wire/values.ts";
import type { ContactState } from "./contact-states.ts";
import { type ContactView, contactsOf } from "./contact-views.ts";

/** Words of CallContactEvent.Status (facts/cxone.md §4). */
type CallStatus =
  | "Incoming"
  | "Dialing"
  | "Active"
  | "Holding"
  | "Joined"
  | "Disconnected"
  | "NaturalCallDialing"
  | "NaturalCallRinging";

const ofAnswered: Partial<Record<ContactState, CallStatus>> = {
  active: "Active",
  held: "Holding",
  conference: "Joined",
};

/** What an agent sees of a contact, or null when it is none of the agent's. */
export function statusFor(view: ContactView, agentId: number): CallStatus | null {
  if (view.endedAt !== null) return null;
  const answered = ofAnswered[view.state];
  // Whoever dialled a leg hears it ring; whom it rings at sees it come in.
  if (view.byAgentId === agentId && !view.isOutbound) return answered ?? "Dialing";
  if (view.agentId !== agentId) return null;
  if (answered) return answered;
  if (!view.isOutbound || !view.leg.isCaller) return "Incoming";
  const isFromList = view.call.outbound?.data.listId !== undefined;
  if (view.state === "ringing") return isFromList ? "NaturalCallRinging" : "Dialing";
  return isFromList ? "NaturalCallDialing" : "Dialing";
}

/** The contacts that an agent is on now, with what the agent sees of each. */
export function contactsOfAgent(
  sandbox: Sandbox,
  agentId: number,
): { view: ContactView; status: CallStatus }[] {
  const { store } = sandbox;
  // An agent who has dialled a second leg has the first one too, so the legs of the agent name every call.
  const callIds = new Set(store.voice.legs.where("agent", String(agentId)).map((leg) => leg.callId));
  return [...callIds].flatMap((callId) => {
    const call = store.voice.calls.get(callId);
    return (call ? contactsOf(store, call) : []).flatMap((view) => {
      const status = statusFor(view, agentId);
      return status === null ? [] : [{ view, status }];
    });
  });
}

/** Kept for a session that nobody reads: the oldest are lost. */
const mostEvents = 500;

type Field = string | number | boolean;

/** Text for everything and ids in capitals, as the events really come, or typed values in camel case, by switch. */
export function eventOf(sandbox: Sandbox, Type: string, fields: Record<string, Field>): JsonRecord {
  const isPascal = sandbox.store.switches.acdEventFields === "pascal";
  const host = new URL(sandbox.baseUrl || "http://127.0.0.1").hostname;
  const named = Object.entries(fields).map(([name, value]) => {
    if (!isPascal) return [name, value] as const;
    const upper = name.replace(/Id$/, "ID").replace(/^(ani|dnis)$/, (word) => word.toUpperCase());
    const text = typeof value === "boolean" ? (value ? "True" : "False") : String(value);
    return [`${upper.charAt(0).toUpperCase()}${upper.slice(1)}`, text] as const;
  });
  return { IISHost: host, VCHost: host, Type, ...Object.fromEntries(named) };
}

/** A contact of the agent as an event tells it. */
export function callEvent(
  sandbox: Sandbox,
  view: ContactView,
  status: CallStatus,
  finalState = false,
): JsonRecord {
  const { store } = sandbox;
  const iso = (at: number) => new Date(at).toISOString();
  return eventOf(sandbox, "CallContactEvent", {
    contactId: view.contactId,
    masterId: view.masterContactId,
    parentContactId: view.leg.isCaller ? view.contactId : view.masterContactId,
    status,
    originalState: false,
    callType: view.leg.target?.kind === "agent" && !view.isOutbound ? "Consult" : "Regular",
    ani: view.fromAddress,
    dnis: view.toAddress,
    skill: store.skills.get(view.skillId ?? 0)?.skillName ?? "",
    isInbound: !view.isOutbound,
    startTimeUtc: iso(view.startedAt),
    startTime: iso(view.startedAt),
    lastStateChangeTimeUtc: iso(view.endedAt ?? view.stateSince),
    lastStateChangeTime: iso(view.endedAt ?? view.stateSince),
    screenPopUrl: "",
    disconnectCode: status === "Disconnected" ? disconnectCode(view) : "",
    isLogging: false,
    timeout: "",
    allowDispositions: false,
    label: "",
    isLinked: status !== "Disconnected",
    timeZones: "",
    finalState,
    deliveryType: "single",
    confirmationRequired: false,
    isRequireManualAccept: status === "Incoming",
  });
}

function disconnectCode(view: ContactView): string {
  if (view.endReason === "Busy" || view.call.outbound?.result === "busy") return "Busy";
  if (view.endReason === "No Answer" || view.call.outbound?.result === "no_answer") return "NoAnswer";
  return view.endReason === "Refused" ? "Refused" : "";
}

/** What an agent does now as an event. */
export function agentStateEvent(sandbox: Sandbox, agentId: number): JsonRecord {
  const agent = sandbox.store.agents.get(agentId);
  return eventOf(sandbox, "AgentState", {
    currentState: agent?.state ?? "LoggedOut",
    currentOutReason: "",
    isAcw: false,
    nextState: agent?.stateAfterCall ?? "",
    nextOutReason: "",
    startTimeUtc: new Date(agent?.stateSince ?? sandbox.store.now()).toISOString(),
  });
}

/** Adds what has changed since the session was told last; what is unchanged is not told again. */
export function tellChanges(sandbox: Sandbox, session: AgentSession): AgentSession {
  const { store } = sandbox;
  const { agentId } = session;
  const shown: Record<string, string> = {};
  const events = [...session.events];
  const state = store.agents.get(agentId);
  shown.state = `${state?.state} ${state?.stateAfterCall ?? ""}`;
  if (session.shown.state !== shown.state) events.push(agentStateEvent(sandbox, agentId));
  for (const { view, status } of contactsOfAgent(sandbox, agentId)) {
    shown[view.contactId] = status;
    if (session.shown[view.contactId] !== status) events.push(callEvent(sandbox, view, status));
  }
  for (const contactId of Object.keys(session.shown)) {
    if (contactId === "state" || shown[contactId] !== undefined) continue;
    const leg = store.voice.legs.get(contactId);
    const call = leg && store.voice.calls.get(leg.callId);
    const view = call && contactsOf(store, call).find((one) => String(one.contactId) === contactId);
    if (view) events.push(callEvent(sandbox, view, "Disconnected", true));
  }
  if (events.length > mostEvents) events.splice(0, events.length - mostEvents);
  const isSame =
    events.length === session.events.length &&
    Object.keys(shown).length === Object.keys(session.shown).length;
  return isSame
    ? session
    : store.acdVoice.sessions.update(session.sessionId.toLowerCase(), { shown, events });
}
