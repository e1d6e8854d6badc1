import type { Sandbox } from "../sandbox.ts";
import type { Content, ContentAttachment, Identity, Thread } from "../state/engage-conversation-model.ts";
import type { Source } from "../state/engage-model.ts";
import { emitContent } from "./emit-event.ts";
import { reactivateIntervention, reopenIntervention } from "./interventions.ts";
import { objectId } from "./object-id.ts";
import { createTask } from "./tasks.ts";
import { contentsOf, isCompanySide, latestIntervention } from "./thread-facts.ts";

const oldestTaskMs = 61 * 86_400_000;

/** A person as the Source SDK describes one. Fields that were not sent are absent. */
export type IncomingUser = {
  id: string;
  screenname: string;
  firstname?: string;
  lastname?: string;
  avatarUrl?: string;
  email?: string;
  homePhone?: string;
  mobilePhone?: string;
  gender?: "man" | "woman";
  puppetizable?: boolean;
  contextData?: Record<string, unknown>;
};

export type IncomingThread = { id: string; title?: string; contextData?: Record<string, unknown> };

export type IncomingContent = {
  id: string;
  /** The thread of the other side; for messages without threads an id of their own. */
  thread: IncomingThread;
  author: IncomingUser;
  body: string;
  bodyInputFormat: "text" | "html";
  createdAt: number;
  inReplyToId?: string;
  title?: string;
  language?: string;
  actions: string[];
  foreignCategories: string[];
  contextData: Record<string, unknown>;
  attachments: ContentAttachment[];
  structuredContent?: Record<string, unknown>;
  structuredReply?: Record<string, unknown>;
  privateMessage?: boolean;
};

/** Creates an identity or renews it: the same id in one community is the same person. */
export function importIdentity(sandbox: Sandbox, source: Source, user: IncomingUser): Identity {
  const { engage } = sandbox.store;
  const now = sandbox.store.now();
  const known = engage.identities.where("foreign", `${source.communityId} ${user.id}`)[0];
  const sent = {
    screenname: user.screenname,
    ...(user.firstname === undefined ? {} : { firstname: user.firstname }),
    ...(user.lastname === undefined ? {} : { lastname: user.lastname }),
    ...(user.avatarUrl === undefined ? {} : { avatarUrl: user.avatarUrl }),
    ...(user.email === undefined ? {} : { email: user.email }),
    ...(user.homePhone === undefined ? {} : { homePhone: user.homePhone }),
    ...(user.mobilePhone === undefined ? {} : { mobilePhone: user.mobilePhone }),
    ...(user.gender === undefined ? {} : { gender: user.gender }),
    ...(user.puppetizable === undefined ? {} : { puppetizable: user.puppetizable }),
    extraValues: { ...known?.extraValues, ...user.contextData },
    updatedAt: now,
  };
  if (known) return engage.identities.update(known.id, sent);
  const id = objectId(now);
  return engage.identities.put(id, {
    id,
    communityId: source.communityId,
    type: engage.communities.get(source.communityId)?.type ?? source.type,
    foreignId: user.id,
    uuid: crypto.randomUUID(),
    firstname: null,
    lastname: null,
    email: null,
    avatarUrl: null,
    company: null,
    gender: null,
    homePhone: null,
    mobilePhone: null,
    identityGroupId: null,
    puppetizable: false,
    controlled: false,
    createdAt: now,
    ...sent,
  });
}

/**
 * Creates a thread with the default categories of its source, or finds it by the id of the other side. A thread that
 * comes without a title is called by its first message, and keeps that.
 */
export function importThread(
  sandbox: Sandbox,
  source: Source,
  thread: IncomingThread,
  firstMessage?: IncomingContent,
): Thread {
  const { engage, switches } = sandbox.store;
  const now = sandbox.store.now();
  const known = engage.threads.where("foreign", thread.id).find((row) => row.sourceId === source.id);
  const extraData = { ...known?.extraData, ...thread.contextData };
  if (known) {
    const title = thread.title ?? known.title;
    return engage.threads.update(known.id, { title, extraData });
  }
  const id = objectId(now);
  const categorized = source.defaultCategoryIds.length > 0;
  return engage.threads.put(id, {
    id,
    sourceId: source.id,
    title: thread.title ?? (firstMessage ? titleOf(firstMessage) : null),
    foreignId: thread.id,
    closed: false,
    threadCategoryIds: [...source.defaultCategoryIds],
    extraData,
    lastContentAt: now,
    categorizingUntil: categorized ? Date.now() + switches.engageCategorizingMs : 0,
    createdAt: now,
    updatedAt: now,
  });
}

/**
 * Takes a message in from a source. The same id in one source is the same message: it is renewed and tells nothing
 * anew. Otherwise `content.imported` follows, and for a customer's message what agents need: the intervention is
 * reopened or reactivated, and in task mode a task waits.
 */
export function importContent(sandbox: Sandbox, source: Source, message: IncomingContent): Content {
  const { engage } = sandbox.store;
  const now = sandbox.store.now();
  const author = importIdentity(sandbox, source, message.author);
  const known = engage.contents.where("foreign", `${source.id} ${message.id}`)[0];
  if (known) {
    const contextData = { ...known.contextData, ...message.contextData };
    return engage.contents.update(known.id, { body: message.body, contextData, updatedAt: now });
  }
  const named = { ...message.thread, contextData: message.contextData };
  const thread = importThread(sandbox, source, named, message);
  const answered = message.inReplyToId
    ? engage.contents.where("foreign", `${source.id} ${message.inReplyToId}`)[0]
    : undefined;
  const companySide = author.puppetizable || author.controlled;
  const latest = latestIntervention(sandbox, thread.id);
  const openCase = latest && !latest.closed ? latest.id : null;
  const archived = now - message.createdAt > oldestTaskMs;
  const id = objectId(now);
  const content = engage.contents.put(id, {
    id,
    sourceId: source.id,
    threadId: thread.id,
    foreignId: message.id,
    authorId: author.id,
    creatorId: null,
    createdFrom: "synchronizer",
    privateMessage: message.privateMessage ?? false,
    status: companySide ? "user_reply" : archived ? "ignored" : openCase ? "assigned" : "new",
    interventionId: openCase,
    inReplyToId: answered?.id ?? null,
    language: message.language ?? null,
    body: message.body,
    bodyInputFormat: message.bodyInputFormat,
    title: message.title ?? null,
    attachments: message.attachments,
    categoryIds: [],
    contextData: message.contextData,
    foreignCategories: message.foreignCategories,
    actions: message.actions,
    structuredContent: message.structuredContent ?? null,
    structuredReply: message.structuredReply ?? null,
    firstInThread: contentsOf(sandbox, thread.id).length === 0,
    autoSubmitted: false,
    published: true,
    remotelyDeleted: false,
    synchronizationStatus: "success",
    synchronizationError: null,
    exportAttempts: 0,
    readAt: null,
    createdAt: message.createdAt,
    updatedAt: now,
  });
  engage.threads.update(thread.id, { lastContentAt: now, updatedAt: now });
  emitContent(sandbox, "imported", content);
  if (!archived && (!companySide || sandbox.store.switches.engageCompanySideReopens))
    callForAgent(sandbox, content);
  return engage.contents.get(id) ?? content;
}

function titleOf(message: IncomingContent): string | null {
  const text = message.body.replace(/<[^>]*>/g, " ").trim();
  return message.title ?? (text === "" ? null : text.slice(0, 80));
}

function callForAgent(sandbox: Sandbox, content: Content): void {
  const { engage, switches } = sandbox.store;
  const latest = latestIntervention(sandbox, content.threadId);
  if (latest?.closed) {
    const categories = engage.threads.get(content.threadId)?.threadCategoryIds ?? [];
    const skills = engage.users.get(latest.userId)?.categoryIds ?? [];
    const skilled = categories.length === 0 || categories.some((id) => skills.includes(id));
    if (switches.engageReopens === "always" || (switches.engageReopens === "ownerSkilled" && skilled))
      reopenIntervention(sandbox, latest, null);
  } else if (latest && latest.deferredAt !== null) reactivateIntervention(sandbox, latest);
  createTask(sandbox, content);
}

/** The side of the conversation a message stands on, for pages. */
export function sideOf(sandbox: Sandbox, content: Content): "customer" | "company" {
  return isCompanySide(sandbox, content) ? "company" : "customer";
}
