/**
 * The rows that the simulated contact centre remembers. Written from the published behaviour of the vendor, on
 * purpose without a word shared with the client that will be pointed at it: a shared schema would hide a shared
 * misreading.
 */

export type Tenant = {
  tenantId: string;
  tenantName: string;
  businessUnitId: number;
  businessUnitName: string;
  brandId: number;
  timeZone: string;
  clusterId: string;
  area: string;
  fileExtensions: string[];
};

export type AccessKey = {
  accessKeyId: string;
  accessKeySecret: string;
  agentId: number;
  isActive: boolean;
  createdAt: number;
};

export type ApiClient = {
  clientId: string;
  clientSecret: string;
  name: string;
  isActive: boolean;
  createdAt: number;
};

export type RefreshToken = {
  token: string;
  agentId: number;
  accessKeyId: string;
  clientId: string | null;
  expiresAt: number;
};

export type OneTimeToken = {
  token: string;
  purpose: "login" | "channel-integration" | "custom-component-login";
  agentId: number;
  expiresAt: number;
  usedAt: number | null;
};

export type Campaign = {
  campaignId: number;
  name: string;
  isActive: boolean;
  description: string;
  notes: string;
  updatedAt: number;
  /** What changed, oldest first; the column names are those of the audit history. */
  history?: { columnName: string; oldValue: string; newValue: string; at: number; agentId: number }[];
};

export type Disposition = {
  dispositionId: number;
  dispositionName: string;
  classificationId: number;
  isPreviewDisposition: boolean;
  isActive: boolean;
  notes: string;
  updatedAt: number;
};

export type MessageTemplate = {
  templateId: number;
  templateName: string;
  /** 1 e-mail, 4 SMS, 9 digital; numbers are not published. */
  templateTypeId: number;
  subject: string;
  body: string;
  isHTML: boolean;
  isActive: boolean;
  updatedAt: number;
};

export type Skill = {
  skillId: number;
  skillName: string;
  mediaTypeId: number;
  campaignId: number;
  isActive: boolean;
  isOutbound: boolean;
  outboundStrategy: string | null;
  /** Whether the dialer of an outbound skill runs; absent means no. */
  isRunning?: boolean;
  /** The other fields that were sent, under the names that reading gives. */
  settings: Record<string, unknown>;
  /** Groups such as `general-settings`, as they were written last. */
  parameters?: Record<string, Record<string, unknown>>;
  createdAt: number;
  updatedAt: number;
};

export type SkillAssignment = {
  skillId: number;
  agentId: number;
  isActive: boolean;
  proficiency: number;
  updatedAt?: number;
};

export type Team = { teamId: number; teamName: string; isActive: boolean };

export type AgentState =
  | "LoggedOut"
  | "Available"
  | "Unavailable"
  | "InboundContact"
  | "OutboundContact"
  | "InboundConsult"
  | "OutboundConsult"
  | "Dialer"
  | "LoggedIn";

export type Agent = {
  agentId: number;
  /** UserHub identifier, a UUID. */
  userId: string;
  /** The integer user id of the digital platform: a third number space, as in the real product. */
  digitalUserId: number;
  userName: string;
  firstName: string;
  lastName: string;
  nickname: string;
  emailAddress: string;
  teamId: number;
  roleId: number;
  isActive: boolean;
  digitalEngagement: boolean;
  state: AgentState;
  stateSince?: number;
  updatedAt?: number;
  /** The many other fields of a user that were sent by API. */
  settings?: Record<string, unknown>;
};

export type Role = {
  roleId: number;
  /** UserHub identifier, a UUID. */
  roleUuid: string;
  name: string;
  description: string;
  isAdministrator: boolean;
  /** Permissions of the Admin application, such as Skills: View and Edit. */
  permissions?: Record<string, string[]>;
  isActive?: boolean;
  /** Assigned channels: channel id to the permissions ticked there; "all" stands for every one. */
  channelPermissions: Record<string, string[]>;
};

export type ScriptContent = {
  header: Record<string, unknown>;
  actions: Record<string, Record<string, unknown>>;
  properties: Record<string, Record<string, { name?: unknown; value?: unknown }>>;
  branches: Record<string, { to?: unknown; label?: unknown; type?: unknown }[]>;
};

export type Script = {
  masterId: number;
  /** Folders and name, separated by backslashes, such as `Cognigy\My script`. */
  scriptPath: string;
  mediaType: number;
  status: "CURR" | "HIST";
  content: ScriptContent;
  modifyDate: number;
  modifyUser: string;
  /** Made in the desktop Studio: the JSON of web Studio cannot be read. */
  isDesktopOnly?: boolean;
  lockedBy?: string | null;
};

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
  customerStatus: {
    status: "delivered" | "seen" | "failed";
    updatedAt: string;
    reason: string | null;
  } | null;
  /** Only on outbound messages that CXone itself has to bring to the integration box. */
  delivery: Delivery | null;
};

export type Tag = { id: number; title: string; color: string };

export type HoursProfile = { profileId: number; profileName: string; description: string };

export type PointOfContact = {
  contactCode: number;
  contactAddress: string;
  contactDescription: string;
  mediaTypeId: number;
  skillId: number;
  scriptName: string;
  isActive: boolean;
};

export type TemporaryFile = { id: string; mimeType: string; content: string; expiresAt: number };
