import type { Sandbox } from "../sandbox.ts";
import type { Content, ContentAttachment, Thread } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";
import { callSource } from "./call-source.ts";
import { categorizeThread, settleCategories } from "./categorize.ts";
import { openIntervention, reopenIntervention } from "./interventions.ts";
import { createReply } from "./reply-content.ts";
import { mayReply, typingRefusal } from "./reply-rights.ts";
import { exportDeletion, sendToSource } from "./synchronise.ts";
import {
  cancelIntervention,
  closeIntervention,
  completeTask,
  deferCase,
  isTaskMode,
  takeTask,
  transferTask,
} from "./tasks.ts";
import {
  contentsOf,
  lastCustomerContent,
  latestIntervention,
  mayOnSource,
  openTask,
} from "./thread-facts.ts";

/** What came of a deed: nothing to say, or why it was refused. */
export type Deed = { ok: true; content?: Content } | { ok: false; reason: string };

const done: Deed = { ok: true };
const refuse = (reason: string): Deed => ({ ok: false, reason });

/** Takes a task out of the queue; in folder mode engages, which opens the intervention or opens it again. */
export function take(sandbox: Sandbox, user: User, thread: Thread): Deed {
  if (!mayOnSource(user, thread.sourceId, "read"))
    return refuse(`${user.firstname} lacks read on the source of this thread.`);
  const task = openTask(sandbox, thread.id);
  if (isTaskMode(sandbox)) {
    if (!task) return refuse("There is no task for this thread.");
    if (task.acceptedAt !== null && task.agentIds.includes(user.id)) return done;
    takeTask(sandbox, task, user);
    return done;
  }
  const content = lastCustomerContent(sandbox, thread.id);
  if (!content) return refuse("There is no message of the customer to engage on.");
  const latest = latestIntervention(sandbox, thread.id);
  if (latest && !latest.closed && latest.userId === user.id) return done;
  if (latest && !latest.closed) return refuse("Another agent is engaged in this thread.");
  openIntervention(sandbox, content, user);
  return done;
}

/** Whether the agent holds the case: has taken its task, or is engaged in it. */
export function holds(sandbox: Sandbox, user: User, thread: Thread): boolean {
  const task = openTask(sandbox, thread.id);
  if (isTaskMode(sandbox)) return task?.acceptedAt != null && task.agentIds.includes(user.id);
  const latest = latestIntervention(sandbox, thread.id);
  return latest !== undefined && !latest.closed && latest.userId === user.id;
}

export function reply(
  sandbox: Sandbox,
  user: User,
  thread: Thread,
  message: { text: string; attachments?: ContentAttachment[]; html?: boolean },
): Deed {
  const may = mayReply(sandbox, user, thread);
  if (!may.ok) return may;
  if (!holds(sandbox, user, thread))
    return refuse(isTaskMode(sandbox) ? "Take the task first." : "Engage in the thread first.");
  const attachments = message.attachments ?? [];
  if (message.text.trim() === "" && attachments.length === 0) return refuse("Write something to send.");
  const content = createReply(sandbox, {
    threadId: thread.id,
    sourceId: thread.sourceId,
    inReplyTo: may.inReplyTo,
    user,
    author: may.author,
    body: message.text,
    bodyInputFormat: message.html ? "html" : "text",
    createdFrom: "interface",
    privateMessage: may.inReplyTo.privateMessage,
    attachments,
  });
  return { ok: true, content };
}

/** Completes the task, or closes the intervention in folder mode. Without a reply there is nothing to close. */
export function close(sandbox: Sandbox, user: User, thread: Thread): Deed {
  const task = openTask(sandbox, thread.id);
  if (task) {
    completeTask(sandbox, task, user);
    return done;
  }
  const latest = latestIntervention(sandbox, thread.id);
  if (!latest || latest.closed) return refuse("There is no open intervention to close.");
  if (latest.userRepliesCount === 0)
    return refuse("An intervention without a reply cannot be closed, only canceled.");
  closeIntervention(sandbox, latest, user);
  return done;
}

export function cancel(sandbox: Sandbox, user: User, thread: Thread): Deed {
  const latest = latestIntervention(sandbox, thread.id);
  if (!latest || latest.closed) return refuse("There is no open intervention to cancel.");
  if (latest.userRepliesCount > 0)
    return refuse("An intervention with replies cannot be canceled, only closed.");
  cancelIntervention(sandbox, latest, user);
  return done;
}

export function defer(sandbox: Sandbox, user: User, thread: Thread, seconds: number): Deed {
  const latest = latestIntervention(sandbox, thread.id);
  const content = lastCustomerContent(sandbox, thread.id);
  const open = latest && !latest.closed ? latest : content && openIntervention(sandbox, content, user);
  if (!open) return refuse("There is no intervention to defer.");
  deferCase(sandbox, open, seconds, user);
  return done;
}

export function reopen(sandbox: Sandbox, user: User, thread: Thread): Deed {
  const latest = latestIntervention(sandbox, thread.id);
  if (!latest?.closed) return refuse("There is no closed intervention to reopen.");
  reopenIntervention(sandbox, latest, user);
  return done;
}

/** Archives what is waiting: nobody will answer it, and no intervention closes (facts/engage.md §3, last line). */
export function ignore(sandbox: Sandbox, user: User, thread: Thread): Deed {
  const { contents } = sandbox.store.engage;
  for (const content of contentsOf(sandbox, thread.id))
    if (content.status === "new" || content.status === "assigned")
      contents.update(content.id, { status: "ignored" });
  const task = openTask(sandbox, thread.id);
  if (task) completeTask(sandbox, task, user);
  return done;
}

/** Gives the thread this set of categories instead of the one it has. */
export function recategorise(sandbox: Sandbox, user: User, thread: Thread, categoryIds: string[]): Deed {
  const settled = settleCategories(sandbox, categoryIds);
  if (!settled.ok) return refuse(`${settled.reason}.`);
  categorizeThread(sandbox, thread, settled.ids, user);
  return done;
}

/** Puts the task back into the queue, or into the workbin of another agent. */
export function transfer(sandbox: Sandbox, user: User, thread: Thread, to: User | null): Deed {
  const task = openTask(sandbox, thread.id);
  if (!task) return refuse("There is no task to transfer.");
  transferTask(sandbox, task, user, to);
  return done;
}

/** Deletes a message that an agent has written and that its source has taken. */
export function remove(sandbox: Sandbox, user: User, content: Content): Deed {
  if (content.creatorId === null) return refuse("Only messages of agents can be deleted here.");
  if (!mayOnSource(user, content.sourceId, "destroy"))
    return refuse(`${user.firstname} lacks destroy on the source: Admin > Agents, key icon, gives it.`);
  if (content.foreignId === null) return refuse("The source has not taken this message.");
  exportDeletion(sandbox, content);
  return done;
}

/** Shows the customer that the agent types, or has stopped. */
export function showTyping(sandbox: Sandbox, thread: Thread, isTyping: boolean): Deed {
  const reason = typingRefusal(sandbox, thread);
  if (reason) return refuse(reason);
  sendToSource(sandbox, thread.sourceId, async (source) => {
    await callSource(sandbox, source, isTyping ? "typing.start" : "typing.stop", {
      thread_id: thread.foreignId,
      in_reply_to_id: lastCustomerContent(sandbox, thread.id)?.foreignId ?? null,
    });
  });
  return done;
}
