/**
 * What voice transfers need of a contact centre, in words that both dialects share: `v2`, the endpoints of the seeds, and
 * `acd`, the agent sessions of the public API (facts/cxone.md §4, §7). Decision, timeline and pages know these words only.
 */

export const DIALECTS = ["v2", "acd"] as const;
export type Dialect = (typeof DIALECTS)[number];

/** T-10: hand over at once, or let the receiving agent answer first. */
export const TRANSFER_TYPES = ["BLIND", "CONSULT"] as const;
export type TransferType = (typeof TRANSFER_TYPES)[number];

/** T-11. AGENT is known to `acd` alone (dial-agent, consult-agent). */
export const TARGET_TYPES = ["QUEUE", "SKILL", "EXTENSION", "NUMBER", "AGENT"] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

/** T-30. The last three are final. */
export const CALL_STATES = ["WAITING", "IN_TRANSFER", "CONNECTED", "FAILED", "DISCONNECTED"] as const;
export type CallState = (typeof CALL_STATES)[number];

/** Where a call is sent (T-10 to T-15). */
export type TransferTarget = {
  transferType: TransferType;
  targetType: TargetType;
  targetId: string;
  /** The skill that the receiving agent must hold, within a queue. */
  skillId?: string | undefined;
  /** 1 to 5. */
  priority: number;
  /** E.164. */
  callbackNumber?: string | undefined;
};
export type TargetField = keyof TransferTarget;

/** What a target looks like at a moment; what a dialect cannot know is null. */
export type Observation = {
  /** Null where the target is no queue or skill, such as an extension. */
  queue: { id: string; name: string; status: "ACTIVE" | "INACTIVE" | null } | null;
  /** Campaigns that the queue belongs to; null where nobody needs one. */
  campaigns: readonly { id: string; name: string; active: boolean }[] | null;
  /** Who could take the call; null where nobody in particular does. `skills` are ids. */
  agents: readonly ObservedAgent[] | null;
};
export type ObservedAgent = {
  id: string;
  name: string;
  /** In the words of the contact centre, such as AVAILABLE. */
  status: string;
  available: boolean;
  skills: readonly string[];
};

/** What came of a write. Only `unclear` may have happened. */
export type WriteAnswer =
  | { result: "accepted"; requestId: string | null; state: CallState | null; handle?: Handle | undefined }
  /** Refused for good: the same again would be refused again. */
  | {
      result: "refused";
      code: string;
      message: string;
      fix: string;
      status: number | null;
      requestLogId?: string | undefined;
      /** What of the target is refused, where that is said (T-72). */
      field?: TargetField | undefined;
    }
  /** Surely not carried out, and worth another try: throttled, held back by the breaker, no connection. */
  | {
      result: "not_sent";
      code: string;
      message: string;
      fix: string;
      retryAfterMs: number | null;
      requestLogId?: string | undefined;
    }
  /** No answer, or a 5xx: look before anything is issued again. */
  | {
      result: "unclear";
      code: string;
      message: string;
      fix: string;
      status: number | null;
      requestLogId?: string | undefined;
    };

/** What a dialect wants back at the next look, such as a session and a leg. It goes into the database as JSON. */
export type Handle = Readonly<Record<string, string>>;

/** How a call stands. */
export type Reading =
  | {
      result: "read";
      state: CallState;
      /**
       * Whether the contact centre shows a transfer of this call: `ended` when one came to its end, well or not. After
       * `none` a lost transfer is issued again, so it is said only where none is shown at all. Null where it does not say.
       */
      transfer: "none" | "underway" | "ended" | null;
      /** The request id of the transfer that is shown, where known: so that a reading that lags is told from a new one. */
      transferId?: string | null | undefined;
      /** The agent who has the call now, where known. */
      connectedTo: { id: string; name: string | null } | null;
      /**
       * Whether a leg of ours still has to be joined by us: `ready`, somebody has taken it, asks for `join`; `wait`, nobody has
       * yet, lets `withdraw` take it back.
       */
      join: "not_needed" | "wait" | "ready";
      handle?: Handle | undefined;
    }
  /** The contact centre knows no such call (any more). */
  | { result: "gone"; message: string }
  | {
      result: "failed";
      code: string;
      message: string;
      retryAfterMs: number | null;
      requestLogId?: string | undefined;
    };

export type CallRef = { callId: string; handle: Handle | null };

/** T-51: in the contact centre's own word, or UNKNOWN when the look-up failed. */
export type Presence = {
  status: string;
  since: string | null;
  /** Of the agent, where the contact centre tells it; a call may be shown with the agent's id alone. */
  name?: string | null | undefined;
};

/** T-50: what the contact centre itself counted for a call. `source` names where it was read. */
export type CallMetrics = {
  source: string;
  from: string;
  to: string;
  transferSuccess: number | null;
  /** Milliseconds, on average. */
  transferDurationMs: number | null;
  /** Further facts to show, such as the state history: a name and a value each. */
  facts: readonly { name: string; value: string }[];
  stateHistory: readonly { at: string; state: string; agent?: string | undefined }[];
};

/** A row of a picker. */
export type VoiceChoice = {
  id: string;
  name: string;
  /** "ACTIVE", "INACTIVE", or an agent's state; null where not known. */
  status: string | null;
  /** More to tell equals apart, such as a campaign's name. */
  detail?: string | undefined;
};

export type LiveCall = {
  callId: string;
  state: string;
  from: string | null;
  to: string | null;
  queue: string | null;
  agent: { id: string; name: string | null } | null;
  startedAt: string | null;
};
