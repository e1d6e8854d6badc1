/** The rows of the digital side: channels, what people write over them, and the cases that agents see. */

export type Integration = {
  integrationId: string;
  name: string;
  boxUrl: string;
  authorizationUrl: string;
  addUrl: string;
  reconnectUrl: string;
  removeUrl: string;
  clientId: string;
  clientSecret: string;
  color: string;
  useDfo3Outbound: boolean;
  createdAt: number;
  /** The token that the middleware handed out last, kept until it expires. */
  cachedToken: { accessToken: string; expiresAt: number } | null;
};

export type Channel = {
  id: string;
  idOnExternalPlatform: string;
  channelIntegrationId: string;
  realExternalPlatformId: string;
  name: string;
  isPrivate: boolean;
  hasTreeStructure: boolean;
  studioScript: string | null;
  defaultSkillId: number | null;
  /** The optional fields as the creator sent them. */
  options: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
};

export type CaseStatus = "new" | "open" | "pending" | "escalated" | "resolved" | "closed" | "trashed";

export type Identity = {
  idOnExternalPlatform: string;
  firstName?: string;
  lastName?: string;
  nickname?: string;
  image?: string;
  customFields?: { ident: string; value: string }[];
};

export type CustomField = { ident: string; value: string; updatedAt: string };

/** One conversation as agents see it ("contact" in the digital API). */
export type Case = {
  /** Case number: the `id` of the digital API. */
  id: string;
  /** The contact id of the ACD, the one that `signal` takes. */
  contactId: string;
  interactionId: string;
  customerId: string;
  channelId: string;
  threadId: string;
  threadExternalId: string;
  status: CaseStatus;
  statusUpdatedAt: number;
  createdAt: number;
  skillId: number | null;
  queuedAt: number | null;
  signalled: boolean;
  assigneeAgentId: number | null;
  lastAssigneeAgentId: number | null;
  author: Identity;
  recipients: Recipient[];
  customFields: CustomField[];
  priority: number;
  abandon: { type: string; abandonedAt: string } | null;
  events: { at: number; text: string }[];
};

export type Recipient = {
  idOnExternalPlatform: string;
  name?: string;
  isPrimary?: boolean;
  isPrivate?: boolean;
};

export type Thread = {
  id: string;
  channelId: string;
  idOnExternalPlatform: string;
  threadName: string | null;
  canAddMoreMessages: boolean;
  typingUntil: number;
};

export type Attachment = { friendlyName: string; url: string };

export type Delivery = {
  state: "sending" | "sent" | "failed";
  attempts: number;
  error: string | null;
};

export type Message = {
  id: string;
  /** Null while an agent's reply has not been accepted by the other side, which names it. */
  idOnExternalPlatform: string | null;
  channelId: string;
  caseId: string;
  threadId: string;
  direction: "inbound" | "outbound";
  sentBy: "customer" | "agent" | "script" | "api";
  author: Identity | null;
  agentId: number | null;
  title: string | null;
  messageContent: {
    type: string;
    payload: Record<string, unknown>;
    fallbackText?: string;
    postback?: string;
  };
  attachments: Attachment[];
  recipients: Recipient[];
  replyToMessage: { idOnExternalPlatform: string } | null;
  url: string | null;
  createdAt: number;
  tagIds: number[];
  /** The email channel whose From address an agent chose instead of the case's own. */
  sentFromChannelId?: string;
  customerStatus: {
    status: "delivered" | "seen" | "failed";
    updatedAt: string;
    reason: string | null;
  } | null;
  /** Only on outbound messages that CXone itself has to bring to the integration box. */
  delivery: Delivery | null;
};

export type Tag = { id: number; title: string; color: string };

export type TemporaryFile = { id: string; mimeType: string; content: string; expiresAt: number };
