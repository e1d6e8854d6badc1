import type { Store } from "../../state/store.ts";
import type { Call, CallEvent, Leg, Transfer } from "../../state/voice-model.ts";
import { legsOf, openTransfer } from "../../telephony/legs.ts";
import type { ContactState, TransferIndicator } from "./contact-states.ts";

/** A contact as the ACD shows it: one leg of a call at one moment. */
export type ContactView = {
  contactId: number;
  masterContactId: number;
  call: Call;
  leg: Leg;
  state: ContactState;
  stateSince: number;
  agentId: number | null;
  /** Who dialled it, until the customer is on it. */
  byAgentId: number | null;
  skillId: number | null;
  isOutbound: boolean;
  fromAddress: string;
  toAddress: string;
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  endReason: string;
  transferIndicator: TransferIndicator;
  /** Its part of the call's timeline, oldest first. */
  lines: CallEvent[];
};

function connectedTransfers(call: Call, at: number): Transfer[] {
  return call.transfers.filter(
    (one) => one.state === "CONNECTED" && one.endedAt !== null && one.endedAt <= at,
  );
}

/** By which contact id a line of the timeline goes: the receiving agent has the contact that was dialled, unless the switch says otherwise. */
function contactOfLine(store: Store, call: Call, line: CallEvent): number {
  if (line.contactId !== call.contactId || store.switches.acdTransferContact === "caller")
    return line.contactId;
  const latest = call.transfers.findLast(
    (one) => one.connectedOrder !== undefined && one.connectedOrder <= line.order,
  );
  return latest?.contactId ?? line.contactId;
}

/** The contact that the customer is on now. */
export function currentContactId(store: Store, call: Call, at = store.now()): number {
  if (store.switches.acdTransferContact === "caller") return call.contactId;
  return connectedTransfers(call, at).at(-1)?.contactId ?? call.contactId;
}

/** The transfer by which a contact stopped being the one that matters, or undefined. */
function handedOnBy(store: Store, call: Call, leg: Leg, at: number): Transfer | undefined {
  const connected = connectedTransfers(call, at);
  if (store.switches.acdTransferContact === "caller")
    return connected.find((one) => one.contactId === leg.contactId);
  if (leg.isCaller) return connected[0];
  const own = connected.findIndex((one) => one.contactId === leg.contactId);
  return own === -1 ? undefined : connected[own + 1];
}

function indicatorOf(transfer: Transfer): TransferIndicator {
  if (transfer.target.kind === "queue" || transfer.target.kind === "skill") return "ReSkill";
  if (transfer.target.kind !== "agent") return "External";
  return transfer.transferType === "CONSULT" ? "Consult" : "ReAgent";
}

function indicatorFor(
  store: Store,
  call: Call,
  leg: Leg,
  handedOn: Transfer | undefined,
  at: number,
): TransferIndicator {
  const { acdTransferIndicatorOn: where, acdTransferContact } = store.switches;
  const connected = connectedTransfers(call, at);
  if (acdTransferContact === "caller") {
    const last = connected.at(-1);
    return leg.isCaller && last ? indicatorOf(last) : "None";
  }
  const arrived = connected.find((one) => one.contactId === leg.contactId);
  if (where !== "second" && handedOn) return indicatorOf(handedOn);
  return where !== "first" && arrived ? indicatorOf(arrived) : "None";
}

/** Why it ended, in the words that reports of real tenants show. */
function reasonInWords(reason: string): string {
  if (/caller has hung up|customer has hung up/i.test(reason)) return "Contact Hung Up";
  if (/joined/i.test(reason)) return "Transferred";
  if (/no answer|not answered/i.test(reason)) return "No Answer";
  if (/busy/i.test(reason)) return "Busy";
  return reason;
}

function stateOf(call: Call, leg: Leg, line: CallEvent): ContactState {
  const open = openTransfer(call);
  const isPart = open !== null && (leg.isCaller || open.contactId === leg.contactId);
  if (isPart && open.isConference && line.state === "active") return "conference";
  if (open?.isJoined && leg.isCaller && line.state === "parked") return "joined";
  return line.state;
}

function viewOf(store: Store, call: Call, leg: Leg, at: number): ContactView | null {
  const lines = call.history.filter(
    (line) => line.at <= at && contactOfLine(store, call, line) === leg.contactId,
  );
  const last = lines.at(-1);
  if (!last) return null;
  const handedOn = handedOnBy(store, call, leg, at);
  const hasCustomer = currentContactId(store, call, at) === leg.contactId;
  const ends = handedOn !== undefined || last.state === "ended";
  const changedAt = lines.findLast((line, index) => lines[index - 1]?.state !== line.state)?.at;
  const { from, to, direction } = call;
  return {
    contactId: leg.contactId,
    masterContactId: call.contactId,
    call,
    leg,
    state: ends ? "ended" : stateOf(call, leg, last),
    stateSince: handedOn?.endedAt ?? changedAt ?? last.at,
    agentId: handedOn && hasCustomer === false ? handedOn.fromAgentId : last.agentId,
    byAgentId: hasCustomer ? null : leg.byAgentId,
    skillId: last.skillId ?? leg.skillId,
    isOutbound: direction === "outbound",
    fromAddress: from ?? "",
    toAddress: leg.number ?? to ?? "",
    startedAt: leg.startedAt,
    answeredAt: lines.find((line) => line.state === "active")?.at ?? null,
    endedAt: ends ? (handedOn?.endedAt ?? last.at) : null,
    endReason: !ends ? "" : handedOn ? "Transferred" : reasonInWords(last.text),
    transferIndicator: indicatorFor(store, call, leg, handedOn, at),
    lines,
  };
}

/** The contacts of a call at a moment, the customer's first; a moment in the past is what a list shows that lags. */
export function contactsOf(store: Store, call: Call, at = store.now()): ContactView[] {
  return legsOf(store, call.callId).flatMap((leg) => viewOf(store, call, leg, at) ?? []);
}

/** One contact by its id, as it is now. */
export function contactView(store: Store, contactId: number): ContactView | undefined {
  const leg = store.voice.legs.get(contactId);
  const call = leg && store.voice.calls.get(leg.callId);
  return call && contactsOf(store, call).find((view) => view.contactId === contactId);
}

/** Every contact that goes on at a moment, in order of arrival. */
export function liveContacts(store: Store, at = store.now()): ContactView[] {
  const calls =
    at >= store.now()
      ? store.voice.calls.where("live", "yes")
      : store.voice.calls.list().filter((call) => call.endedAt === null || call.endedAt > at);
  return calls.flatMap((call) => contactsOf(store, call, at)).filter((view) => view.endedAt === null);
}
