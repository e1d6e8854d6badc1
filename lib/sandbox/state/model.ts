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
  /** What the state was before, for lists that lag behind. */
  stateBefore?: AgentState;
  /** What was chosen while on a call: it holds from the end of the call on. */
  stateAfterCall?: "Available" | "Unavailable" | "LoggedOut" | null;
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

export type HoursProfile = {
  profileId: number;
  profileName: string;
  description: string;
  days?: Record<string, unknown>[];
  holidays?: Record<string, unknown>[];
};

export type PointOfContact = {
  contactCode: number;
  contactAddress: string;
  contactDescription: string;
  mediaTypeId: number;
  skillId: number;
  scriptName: string;
  isActive: boolean;
};
