/** Rows of agent sessions, calling lists and do-not-call groups as the ACD keeps them (facts/cxone.md §4, §5). */

/** A session of an agent: everything that is done with calls goes through one, and its events are read once. */
export type AgentSession = {
  sessionId: string;
  agentId: number;
  stationId: string;
  stationPhoneNumber: string;
  startedAt: number;
  /** When it was used last; an API session ends after its time of inactivity. */
  seenAt: number;
  /** Null for the agent's own desk, which keeps itself alive. */
  inactivitySeconds: number | null;
  forceLogout: boolean;
  /** What the events have told so far: a mark per contact, so that only changes are told. */
  shown: Record<string, string>;
  /** Events that nobody has fetched yet. */
  events: Record<string, unknown>[];
};

export type CallListColumns = Record<string, string>;

export type CallList = {
  listId: number;
  listName: string;
  /** Column of the file by what it means: externalId, phone, agentId, firstName… */
  columns: CallListColumns;
  status: "Active" | "Inactive";
  expirationDate: string;
  skillIds: number[];
  createdAt: number;
  uploadedAt: number | null;
  updatedAt: number;
  removedAt: number | null;
};

export type CallListRecord = {
  recordId: number;
  listId: number;
  externalId: string;
  phoneNumber: string;
  skillId: number | null;
  agentId: number | null;
  /** The other columns that the list maps. */
  fields: Record<string, string>;
  requestedAt: number | null;
  expiresAt: number | null;
  priority: number;
  valid: boolean;
  /** Why no call is made any more; null while calls are. */
  finalized: string | null;
  contactId: number | null;
};

export type CallListJob = {
  jobId: number;
  listId: number;
  fileName: string;
  skillId: number | null;
  text: string;
  startSkill: boolean;
  overwrite: boolean;
  submittedAt: number;
  dueAt: number;
  completedAt: number | null;
  cancelledAt: number | null;
};

export type CallAttempt = {
  attemptId: number;
  listId: number;
  recordId: number;
  contactId: number | null;
  at: number;
  result: string;
};

export type DncGroup = {
  groupId: number;
  name: string;
  description: string;
  isActive: boolean;
  /** Phone number in digits to the moment when it may be called again, or null. */
  records: Record<string, { expiresAt: number | null; at: number }>;
  contributingSkills: number[];
  scrubbedSkills: number[];
  createdAt: number;
  updatedAt: number;
};

/** A call back that a person asked for: at once, or promised for later. */
export type Callback = {
  callbackId: number;
  kind: "queue" | "promise";
  phoneNumber: string;
  firstName: string;
  lastName: string;
  skillId: number;
  targetAgentId: number | null;
  dueAt: number;
  notes: string;
  contactId: number | null;
  cancelledAt: number | null;
};
