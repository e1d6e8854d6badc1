import type { Stamps } from "./engage-model.ts";

/** The rows of conversations in the simulated Engage, and of what is told to the world about them. */

export type Identity = Stamps & {
  id: string;
  communityId: string;
  type: string;
  foreignId: string;
  uuid: string;
  screenname: string;
  firstname: string | null;
  lastname: string | null;
  email: string | null;
  avatarUrl: string | null;
  company: string | null;
  gender: "man" | "woman" | null;
  homePhone: string | null;
  mobilePhone: string | null;
  extraValues: Record<string, unknown>;
  identityGroupId: string | null;
  /** Asked for by the Source SDK: the box "Controlled identity" may be ticked. */
  puppetizable: boolean;
  /** Ticked in the admin pages: agents may write as this identity. Not in the REST API. */
  controlled: boolean;
};

export type IdentityGroup = Stamps & {
  id: string;
  firstname: string;
  lastname: string;
  emails: string[];
  homePhones: string[];
  mobilePhones: string[];
  company: string;
  gender: "man" | "woman" | null;
  notes: string;
  tagIds: string[];
  customFieldValues: Record<string, unknown>;
  avatarUrl: string | null;
};

export type Thread = Stamps & {
  id: string;
  sourceId: string;
  title: string | null;
  /** The id that the other side gave: ours in a Source SDK conversation. */
  foreignId: string;
  closed: boolean;
  threadCategoryIds: string[];
  extraData: Record<string, unknown>;
  lastContentAt: number;
  /** Until then (machine's clock) the thread is being categorized and refuses another set with 409. */
  categorizingUntil: number;
};

export type ContentStatus =
  | "new"
  | "assigned"
  | "replied"
  | "user_reply"
  | "user_initiated"
  | "forwarded"
  | "ignored";

export type ContentAttachment = {
  id: string;
  filename: string;
  contentType: string;
  size: number;
  url: string;
  createdAt: number;
};

export type Content = Stamps & {
  id: string;
  sourceId: string;
  threadId: string;
  /** The id on the other side; null while an agent's reply has not been taken there. */
  foreignId: string | null;
  authorId: string;
  /** The agent who wrote it; null for what came from outside. */
  creatorId: string | null;
  createdFrom: "synchronizer" | "interface" | "api";
  privateMessage: boolean;
  status: ContentStatus;
  interventionId: string | null;
  inReplyToId: string | null;
  language: string | null;
  body: string;
  bodyInputFormat: "text" | "html";
  title: string | null;
  attachments: ContentAttachment[];
  categoryIds: string[];
  contextData: Record<string, unknown>;
  foreignCategories: string[];
  /** The instance verbs that the other side allows; without `reply` an agent cannot answer it. */
  actions: string[];
  structuredContent: Record<string, unknown> | null;
  structuredReply: Record<string, unknown> | null;
  firstInThread: boolean;
  autoSubmitted: boolean;
  published: boolean;
  remotelyDeleted: boolean;
  synchronizationStatus: "success" | "export_pending" | "export_failure" | "export_aborted";
  synchronizationError: string | null;
  exportAttempts: number;
  /** Marked as read by the other side. */
  readAt: number | null;
};

export type Intervention = Stamps & {
  id: string;
  sourceId: string;
  threadId: string;
  contentId: string;
  identityId: string;
  userId: string;
  closed: boolean;
  closedAt: number | null;
  deferredAt: number | null;
  deferredUntil: number | null;
  reopened: boolean;
  categoryIds: string[];
  customFields: Record<string, unknown>;
  firstUserReplyId: string | null;
  firstUserReplyAt: number | null;
  lastUserReplyAt: number | null;
  userRepliesCount: number;
  /** Until then (machine's clock) it is being closed or cancelled and refuses another such call with 409. */
  lockedUntil: number;
};

export type Task = Stamps & {
  id: string;
  sourceId: string;
  channelId: string;
  threadId: string;
  contentId: string;
  identityId: string;
  interventionId: string | null;
  agentIds: string[];
  priority: number;
  step: string;
  /** `global`, `workbin_<agent id>`, `undelivered` or a queue that the topology names. */
  queue: string;
  acceptedAt: number | null;
  completedAt: number | null;
  expireAt: number | null;
  lockedAt: number | null;
  transferedAt: number | null;
};

export type Attachment = Stamps & {
  id: string;
  filename: string;
  contentType: string;
  size: number;
  isPublic: boolean;
  /** The bytes in base64. */
  content: string;
};

/** One thing that happened, as webhooks tell it (facts/engage.md §3). */
export type WebhookEvent = {
  id: string;
  type: string;
  /** Only when an agent did it. */
  userId: string | null;
  issuedAt: number;
  /** For the webhook's filter of sources; null passes every filter that names exceptions only. */
  sourceId: string | null;
  resource: { type: string; id: string; metadata: Record<string, unknown> };
};

/** One request to a webhook, with what has become of it. */
export type WebhookDelivery = {
  id: string;
  webhookId: string;
  /** Id of the envelope: stays the same in every attempt. */
  envelopeId: string;
  eventIds: string[];
  state: "waiting" | "delivered" | "given_up";
  attempts: number;
  nextAttemptAt: number | null;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: number;
};

/** How the last calls to a webhook went. */
export type WebhookHealth = {
  webhookId: string;
  failuresInRow: number;
  /** Whether each of the last twenty calls was answered well, newest last. */
  outcomes: boolean[];
  /** When a suspended webhook is tried again. */
  probeAt: number | null;
};

/** What the realtime endpoint has said "ok" to and not yet carried out. */
export type PendingImport = {
  id: string;
  sourceId: string;
  action: string;
  params: Record<string, unknown>;
  /** On the machine's clock. */
  dueAt: number;
};

/** The row that `GET /events` shows. */
export type AuditEvent = Stamps & {
  id: string;
  name: string;
  userId: string | null;
  extraInfos: Record<string, unknown>;
};
