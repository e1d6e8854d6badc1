import type { Sandbox } from "../sandbox.ts";
import type { Content, Intervention, Task, Thread } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";

/** What can be read off a conversation. */

export function contentsOf(sandbox: Sandbox, threadId: string): Content[] {
  return sandbox.store.engage.contents.where("thread", threadId);
}

export function interventionsOf(sandbox: Sandbox, threadId: string): Intervention[] {
  return sandbox.store.engage.interventions.where("thread", threadId);
}

/** The one intervention of a thread that can be worked on or reopened: the latest. */
export function latestIntervention(sandbox: Sandbox, threadId: string): Intervention | undefined {
  return interventionsOf(sandbox, threadId).at(-1);
}

/** The task of a thread that is not completed. */
export function openTask(sandbox: Sandbox, threadId: string): Task | undefined {
  return sandbox.store.engage.tasks.where("thread", threadId).find((task) => task.completedAt === null);
}

/** Categories of the thread, its messages and its interventions together. */
export function allCategoryIds(sandbox: Sandbox, thread: Thread): string[] {
  const ids = new Set(thread.threadCategoryIds);
  for (const content of contentsOf(sandbox, thread.id)) for (const id of content.categoryIds) ids.add(id);
  for (const row of interventionsOf(sandbox, thread.id)) for (const id of row.categoryIds) ids.add(id);
  return [...ids];
}

export function threadLanguage(sandbox: Sandbox, threadId: string): string | null {
  return contentsOf(sandbox, threadId).findLast((content) => content.language !== null)?.language ?? null;
}

/** Messages of controlled identities and of agents are the company's; they are never waiting for an answer. */
export function isCompanySide(sandbox: Sandbox, content: Content): boolean {
  if (content.creatorId !== null) return true;
  const author = sandbox.store.engage.identities.get(content.authorId);
  return author !== undefined && (author.puppetizable || author.controlled);
}

/** The last message of the customer in a thread. */
export function lastCustomerContent(sandbox: Sandbox, threadId: string): Content | undefined {
  return contentsOf(sandbox, threadId).findLast((content) => !isCompanySide(sandbox, content));
}

export function mayOnSource(user: User, sourceId: string, permission: string): boolean {
  return user.sourcesPermissions[sourceId]?.includes(permission) ?? false;
}

/** The agents to whom routing may give a task: enabled, with reply on the source, with one of the thread's skills. */
export function eligibleAgents(sandbox: Sandbox, task: Task): User[] {
  const { engage, switches } = sandbox.store;
  const wanted = engage.threads.get(task.threadId)?.threadCategoryIds ?? [];
  return engage.users.list().filter((user) => {
    if (!user.enabled || !mayOnSource(user, task.sourceId, "reply")) return false;
    const role = engage.roles.get(user.roleId);
    if (!role?.permissions.includes("receive_tasks")) return false;
    if (switches.engageAnyoneStep || wanted.length === 0) return true;
    return wanted.some((id) => user.categoryIds.includes(id));
  });
}
