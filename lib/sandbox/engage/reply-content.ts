import type { Sandbox } from "../sandbox.ts";
import type { Content, ContentAttachment, Identity } from "../state/engage-conversation-model.ts";
import { sdkType, type User } from "../state/engage-model.ts";
import { emitContent } from "./emit-event.ts";
import { openIntervention } from "./interventions.ts";
import { objectId } from "./object-id.ts";
import { isTaskMode } from "./tasks.ts";
import { lastCustomerContent, latestIntervention } from "./thread-facts.ts";

export type AgentReply = {
  threadId: string;
  sourceId: string;
  /** Null for a message that answers none. */
  inReplyTo: Content | null;
  user: User;
  /** The controlled identity that the customer sees. */
  author: Identity;
  body: string;
  bodyInputFormat?: "text" | "html";
  createdFrom: "interface" | "api";
  privateMessage?: boolean;
  attachments?: ContentAttachment[];
  structuredContent?: Record<string, unknown> | null;
  autoSubmitted?: boolean;
};

/**
 * Writes an agent's message. In task mode the first one opens the intervention; in folder mode the agent has engaged
 * before. Topic `reply` of the hub tells that it waits to be brought to its source.
 */
export function createReply(sandbox: Sandbox, reply: AgentReply): Content {
  const { engage } = sandbox.store;
  const now = sandbox.store.now();
  const cause = reply.inReplyTo ?? lastCustomerContent(sandbox, reply.threadId);
  let intervention = latestIntervention(sandbox, reply.threadId);
  if (isTaskMode(sandbox) && cause && (!intervention || intervention.closed))
    intervention = openIntervention(sandbox, cause, reply.user) ?? intervention;
  const isOpen = intervention !== undefined && !intervention.closed;
  const id = objectId(now);
  const content = engage.contents.put(id, {
    id,
    sourceId: reply.sourceId,
    threadId: reply.threadId,
    foreignId: null,
    authorId: reply.author.id,
    creatorId: reply.user.id,
    createdFrom: reply.createdFrom,
    privateMessage: reply.privateMessage ?? false,
    status: reply.inReplyTo ? "user_reply" : "user_initiated",
    interventionId: isOpen ? (intervention?.id ?? null) : null,
    inReplyToId: reply.inReplyTo?.id ?? null,
    language: reply.inReplyTo?.language ?? null,
    body: reply.body,
    bodyInputFormat: reply.bodyInputFormat ?? "text",
    title: null,
    attachments: reply.attachments ?? [],
    categoryIds: [],
    contextData: {},
    foreignCategories: [],
    actions: [],
    structuredContent: reply.structuredContent ?? null,
    structuredReply: null,
    firstInThread: engage.contents.where("thread", reply.threadId).length === 0,
    autoSubmitted: reply.autoSubmitted ?? false,
    published: true,
    remotelyDeleted: false,
    synchronizationStatus: "export_pending",
    synchronizationError: null,
    exportAttempts: 0,
    readAt: null,
    createdAt: now,
    updatedAt: now,
  });
  if (reply.inReplyTo) engage.contents.update(reply.inReplyTo.id, { status: "replied" });
  if (isOpen && intervention)
    engage.interventions.update(intervention.id, {
      firstUserReplyId: intervention.firstUserReplyId ?? id,
      firstUserReplyAt: intervention.firstUserReplyAt ?? now,
      lastUserReplyAt: now,
      userRepliesCount: intervention.userRepliesCount + 1,
      updatedAt: now,
    });
  engage.threads.update(reply.threadId, { lastContentAt: now, updatedAt: now });
  emitContent(sandbox, reply.inReplyTo ? "replied" : "discussion_initiated", content, reply.user.id);
  if (engage.sources.get(reply.sourceId)?.type !== sdkType)
    return markExported(sandbox, content, `internal-${id}`);
  sandbox.engage.emit("reply", content);
  return content;
}

/** The source has taken the message under an id of its own. */
export function markExported(sandbox: Sandbox, content: Content, foreignId: string): Content {
  const exported = sandbox.store.engage.contents.update(content.id, {
    foreignId,
    synchronizationStatus: "success",
    synchronizationError: null,
    exportAttempts: (sandbox.store.engage.contents.get(content.id)?.exportAttempts ?? 0) + 1,
    updatedAt: sandbox.store.now(),
  });
  emitContent(sandbox, "exported", exported);
  return exported;
}

/** One attempt failed; `final` when no other follows. */
export function markExportFailed(sandbox: Sandbox, content: Content, error: string, final: boolean): Content {
  return sandbox.store.engage.contents.update(content.id, {
    synchronizationStatus: final ? "export_failure" : "export_pending",
    synchronizationError: error,
    exportAttempts: (sandbox.store.engage.contents.get(content.id)?.exportAttempts ?? 0) + 1,
    updatedAt: sandbox.store.now(),
  });
}
