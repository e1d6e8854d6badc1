import type { CallEvent } from "../../agent-sessions.ts";
import type { PhoneCall } from "../../calls.ts";
import type { TransferTarget } from "../state.ts";
import { type Phase, phaseOf, phaseOfName } from "./contact-phase.ts";

/** The second leg of a transfer, as far as it is known. */
export type Leg = {
  contactId: string;
  phase: Phase;
  /** Who has it at the other end; null for a phone number, and while nobody answered. */
  agent: { id: string; name: string | null } | null;
  /** True when somebody at the other end had it, also when it is over by now. */
  answered: boolean;
  /** True when it has a transfer indicator itself: some tenants mark the second contact and not the first. */
  isMarked: boolean;
  /** False where it may be one that the agent dialled by hand: that is not ours to join. */
  ours: boolean;
};

/** `holderId` is the agent who dialled: some answers name that agent on the leg until another has it. */
export function legOf(row: PhoneCall, holderId: number | null, ours = true): Leg {
  const phase = phaseOf(row);
  const other = row.agentId !== null && row.agentId !== holderId ? row.agentId : null;
  const reached = phase === "connected" || phase === "held";
  const agentId = other ?? (reached ? row.targetAgentId : null);
  return {
    contactId: String(row.contactId),
    phase,
    agent:
      agentId === null
        ? null
        : { id: String(agentId), name: (agentId === row.agentId && row.agentName) || null },
    answered: reached || /join|transfer/i.test(row.endReason) || wasAnswered(row, other),
    isMarked: row.transferIndicator !== "",
    ours,
  };
}

/** A leg that is over names the agent it rang at too; the seconds say whether it was taken. */
function wasAnswered(row: PhoneCall, agentId: number | null): boolean {
  if (row.agentSeconds != null) return row.agentSeconds > 0;
  return agentId !== null && row.abandoned !== true;
}

/** A leg that only an event told of: contacts show it a moment later. */
export const legOfEvent = (event: CallEvent & { contactId: string }): Leg => {
  const phase = phaseOfName(event.status);
  return { ...waitingLeg(event.contactId), phase, answered: phase === "connected" };
};

/** A leg of which nothing but its id is known. */
export const waitingLeg = (contactId: string): Leg => ({
  contactId,
  phase: "waiting",
  agent: null,
  answered: false,
  isMarked: false,
  ours: true,
});

/** Whether a contact was dialled to this target. */
export function leadsTo(row: PhoneCall, { targetType, targetId }: TransferTarget): boolean {
  const digits = (text: string) => text.replace(/\D/g, "");
  switch (targetType) {
    case "QUEUE":
    case "SKILL":
      return String(row.skillId) === targetId;
    case "AGENT":
      return String(row.targetAgentId) === targetId || String(row.agentId) === targetId;
    case "NUMBER":
    case "EXTENSION":
      return digits(row.toAddress) === digits(targetId);
  }
}
