/**
 * The one telephony behind both dialects. A call is what the customer hears; a leg is what the ACD calls a contact: the
 * customer's own, and each further one that is dialled to hand the call over (facts/cxone.md §4).
 */

/** Where a dialled leg leads. A queue is a phone skill that lists as a queue (facts/cxone.md §7). */
export type LegTarget =
  | { kind: "queue" | "skill"; skillId: number }
  | { kind: "agent"; agentId: number }
  | { kind: "number" | "extension"; number: string };

export type LegState =
  /** The customer talks to the script, and nobody else. */
  | "ivr"
  | "waiting"
  | "dialling"
  | "ringing"
  | "active"
  | "held"
  /** The customer is on the line after a hand-over that failed. */
  | "parked"
  | "ended";

export type Leg = {
  /** What the ACD calls this leg by. */
  contactId: number;
  callId: string;
  /** The customer's leg; every other one was dialled. */
  isCaller: boolean;
  state: LegState;
  stateSince: number;
  target: LegTarget | null;
  /** The skill in whose queue it waits or waited. */
  skillId: number | null;
  /** A second skill that whoever answers must hold. */
  withSkillId: number | null;
  /** Who rings, or has answered; on the customer's leg: who has the call. */
  agentId: number | null;
  /** Who dialled it. */
  byAgentId: number | null;
  /** The line outside that answered, such as a voicemail extension. */
  number: string | null;
  priority: number;
  startedAt: number;
  queuedAt: number | null;
  ringingAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  endReason: string | null;
  /** When the clock decides what comes next, such as the end of ringing. */
  dueAt: number | null;
};

/** The states of the seeds (T-30); the last three are final. */
export type TransferState = "WAITING" | "IN_TRANSFER" | "CONNECTED" | "FAILED" | "DISCONNECTED";

export type Transfer = {
  transferId: string;
  transferType: "BLIND" | "CONSULT";
  target: LegTarget;
  withSkillId: number | null;
  priority: number;
  callbackNumber: string | null;
  state: TransferState;
  /** Every state with its moment, oldest first; the last one is `state`. */
  changes: { at: number; state: TransferState }[];
  reason: string | null;
  /** The dialled leg. */
  contactId: number;
  /** Blind: the customer has left the agent already. */
  isJoined: boolean;
  /** The line of the timeline by which the customer was connected. */
  connectedOrder?: number;
  /** Customer, agent and target talk together, until the agent leaves. */
  isConference?: boolean;
  /** When the legs are joined: as soon as they exist, when the target answers, or by somebody's hand. */
  join: "atOnce" | "whenAnswered" | "byHand";
  /** Who has the call if it comes to nothing. */
  fromAgentId: number | null;
  startedAt: number;
  endedAt: number | null;
};

export type OutboundResult = "ended" | "no_answer" | "busy" | "failed";
export type Outbound = {
  campaignId: number | null;
  recordId: string | null;
  phoneNumber: string;
  agentId: number;
  data: Record<string, unknown>;
  /** Null while it goes on. */
  result: OutboundResult | null;
  disposition: string | null;
};

/** One line of a call's timeline. `order` grows over all calls, so that a reader can ask for what is new. */
export type CallEvent = {
  order: number;
  at: number;
  contactId: number;
  state: LegState | "joined";
  text: string;
  agentId: number | null;
  skillId: number | null;
};

export type Call = {
  /** UUID, for the dialect of the seeds. */
  callId: string;
  /** The customer's leg, by which the ACD knows the call. */
  contactId: number;
  direction: "inbound" | "outbound";
  from: string | null;
  to: string | null;
  startedAt: number;
  endedAt: number | null;
  endedBy: string | null;
  /** Oldest first; the last one is what the call shows. */
  transfers: Transfer[];
  outbound: Outbound | null;
  history: CallEvent[];
};

/** What a phone skill is besides a skill; a skill without a row is an ordinary queue. */
export type VoiceQueue = {
  skillId: number;
  /** A language is a skill that one can ask for and wait in, and no queue of its own. */
  isQueue: boolean;
  /** Answers every call at once, without an agent. */
  isVoicemail: boolean;
  /** Campaigns besides the one that its skill reports to. */
  moreCampaignIds: number[];
};

/** What the campaigns of the seeds say beyond the ACD's. */
export type VoiceCampaign = { campaignId: number; apiInitiated: boolean };

/** Somebody to be called (P-12). */
export type VoiceContact = { contactId: string; name: string; phoneNumber: string; createdAt: number };

/** An OAuth client of the seeds' dialect, with the scopes its token carries. */
export type V2Client = {
  clientId: string;
  clientSecret: string;
  name: string;
  isActive: boolean;
  scopes: string[];
  /** Permissions of its security profile (T-71). */
  permissions: string[];
};
export type V2Token = { token: string; clientId: string; scopes: string[]; expiresAt: number };
