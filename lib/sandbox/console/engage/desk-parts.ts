import { html } from "hono/html";
import { holds } from "../../engage/agent-deeds.ts";
import { controlledIdentities } from "../../engage/reply-rights.ts";
import { searchThreads } from "../../engage/search-threads.ts";
import { isTaskMode, waitingTasks } from "../../engage/tasks.ts";
import {
  contentsOf,
  eligibleAgents,
  isCompanySide,
  latestIntervention,
  openTask,
} from "../../engage/thread-facts.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Content, Thread } from "../../state/engage-conversation-model.ts";
import type { Folder, User } from "../../state/engage-model.ts";
import { clock, type Html } from "../page.ts";
import { categoryPath, userName } from "./frame.ts";

/** The parts of the agent desk that renew themselves. */

export function threadAddress(user: User, thread: Thread): string {
  return `/engage/desk/${user.id}/threads/${thread.id}`;
}

/** Folders that the agent may see, in their order. */
export function foldersOf(sandbox: Sandbox, user: User): Folder[] {
  const mayIn = (only: string[] | null, own: readonly string[]) =>
    only === null || only.some((id) => own.includes(id));
  return sandbox.store.engage.folders
    .list()
    .filter(
      (row) =>
        mayIn(row.roleRestriction, [user.roleId]) &&
        mayIn(row.teamRestriction, user.teamIds) &&
        mayIn(row.userRestriction, [user.id]),
    )
    .sort((a, b) => a.position - b.position);
}

/** The name of the customer of a thread. */
export function customerName(sandbox: Sandbox, thread: Thread): string {
  const content = contentsOf(sandbox, thread.id).find((row) => !isCompanySide(sandbox, row));
  const author = sandbox.store.engage.identities.get(content?.authorId ?? "");
  return author?.screenname ?? thread.title ?? thread.foreignId;
}

export function foldersView(sandbox: Sandbox, user: User, chosen: string | null): Html {
  const rows = foldersOf(sandbox, user);
  const here = `/engage/desk/${user.id}`;
  const link = (href: string, text: string, isHere: boolean) =>
    html`<li><a href="${href}" ${isHere ? html`aria-current="page"` : ""}>${text}</a></li>`;
  return html`<ul class="cases">${rows.map((row) => {
    const count = row.renderThreadsCount ? ` (${searchThreads(sandbox, user, row.query).length})` : "";
    return link(`${here}?folder=${row.id}`, `${row.label}${count}`, row.id === chosen);
  })}${link(`${here}?folder=all`, "All conversations", chosen === "all")}</ul>`;
}

export function threadsView(sandbox: Sandbox, user: User, threads: readonly Thread[]): Html {
  if (threads.length === 0) return html`<p class="soft">No conversations here.</p>`;
  return html`<ul class="cases">${threads.slice(0, 50).map((thread) => {
    const last = contentsOf(sandbox, thread.id).at(-1);
    return html`<li data-thread-id="${thread.id}" data-foreign-id="${thread.foreignId}"><a href="${threadAddress(user, thread)}">${customerName(sandbox, thread)}</a> <span class="meta">${sandbox.store.engage.sources.get(thread.sourceId)?.name} - ${last ? `${clock(last.createdAt)} ${plainText(last).slice(0, 60)}` : ""}</span></li>`;
  })}</ul>`;
}

/** What waits in the queue for this agent, and what the agent has taken. */
export function tasksView(sandbox: Sandbox, user: User): Html {
  const { engage } = sandbox.store;
  const waiting = engage.channels
    .list()
    .flatMap((channel) => waitingTasks(sandbox, channel.id))
    .filter((task) => eligibleAgents(sandbox, task).some((agent) => agent.id === user.id));
  const mine = engage.tasks.where("queue", `workbin_${user.id}`).filter((task) => task.completedAt === null);
  const line = (threadId: string, isMine: boolean) => {
    const thread = engage.threads.get(threadId);
    if (!thread) return "";
    const name = customerName(sandbox, thread);
    return html`<li data-thread-id="${thread.id}" data-foreign-id="${thread.foreignId}"><a href="${threadAddress(user, thread)}">${name}</a>
${isMine ? html`<span class="meta">taken</span>` : html`<form class="inline" method="post" action="${threadAddress(user, thread)}/take"><button type="submit" aria-label="Take the task of ${name}">Take</button></form>`}</li>`;
  };
  if (waiting.length + mine.length === 0) return html`<p class="soft">Nobody is waiting in your skills.</p>`;
  return html`<ul class="cases">${mine.map((task) => line(task.threadId, true))}${waiting.map((task) => line(task.threadId, false))}</ul>`;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };

/** What a message says, without its markup. */
export function plainText(content: Content): string {
  if (content.bodyInputFormat !== "html") return content.body;
  return content.body
    .replace(/<br\s*\/?>|<\/(p|div|li)>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#39|\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .trim();
}

function exportState(content: Content): Html | string {
  if (content.creatorId === null) return "";
  if (content.remotelyDeleted) return html`<span class="meta bad">Deleted</span>`;
  const said = content.synchronizationError ? `: ${content.synchronizationError}` : "";
  if (content.synchronizationStatus === "success")
    return html`<span class="meta ${said ? "bad" : "good"}">${content.readAt === null ? "Exported" : "Read"}${said}</span>`;
  if (content.synchronizationStatus === "export_pending")
    return html`<span class="meta wait">Export pending${said}</span>`;
  return html`<span class="meta bad">Export failed${said}</span>`;
}

export function transcriptView(sandbox: Sandbox, user: User, thread: Thread): Html {
  const { engage } = sandbox.store;
  return html`${contentsOf(sandbox, thread.id).map((content) => {
    const author = engage.identities.get(content.authorId);
    const writer = engage.users.get(content.creatorId ?? "");
    const side = isCompanySide(sandbox, content) ? "company" : "customer";
    return html`<li class="${side === "company" ? "outbound" : "inbound"}" data-side="${side}" data-content-id="${content.id}" data-foreign-id="${content.foreignId}" data-synchronization="${content.synchronizationStatus}"><span class="meta">${author?.screenname}${writer ? ` (${userName(writer)})` : ""} - ${clock(content.createdAt)} - ${content.status}</span><span class="text">${plainText(content)}</span>${content.attachments.map(
      (file) =>
        html`<span class="meta">Attachment: <a href="${file.url}" rel="noreferrer noopener" target="_blank">${file.filename}</a></span>`,
    )}${exportState(content)}${
      content.creatorId !== null && content.foreignId !== null && !content.remotelyDeleted
        ? html`<form method="post" action="${threadAddress(user, thread)}/messages/${content.id}/delete"><button class="plain" type="submit" aria-label="Delete message ${clock(content.createdAt)}">Delete</button></form>`
        : ""
    }</li>`;
  })}`;
}

/** Who has the case, and how far it is. */
export function statusView(sandbox: Sandbox, user: User, thread: Thread, typing: string | null): Html {
  const { engage } = sandbox.store;
  const row = latestIntervention(sandbox, thread.id);
  const task = openTask(sandbox, thread.id);
  const owner = row && engage.users.get(row.userId);
  const state = !row ? "none" : row.closed ? "closed" : row.deferredAt !== null ? "deferred" : "open";
  const categories = thread.threadCategoryIds.flatMap((id) => engage.categories.get(id) ?? []);
  const author = controlledIdentities(
    sandbox,
    user,
    engage.sources.get(thread.sourceId)?.communityId ?? "",
  )[0];
  return html`<dl><dt>Intervention</dt><dd data-intervention="${state}">${state}${owner ? `, ${userName(owner)}` : ""}</dd>
${isTaskMode(sandbox) ? html`<dt>Task</dt><dd data-task="${task ? "open" : "none"}">${task ? (task.acceptedAt === null ? "waiting" : `taken by ${task.agentIds.map((id) => engage.users.get(id)?.firstname).join(", ")}`) : "none"}</dd>` : ""}
<dt>Categories</dt><dd id="thread-categories">${categories.map((category) => categoryPath(sandbox, category)).join(", ") || "None"}</dd>
${author && holds(sandbox, user, thread) ? html`<dt>Writing as</dt><dd>${author.screenname}</dd>` : ""}
${typing === null ? "" : html`<dt>Customer</dt><dd><em>is typing${typing === "" ? "" : `: ${typing}`}</em></dd>`}</dl>`;
}
