import { html } from "hono/html";
import { holds } from "../../engage/agent-deeds.ts";
import { mayReply, typingRefusal } from "../../engage/reply-rights.ts";
import { isTaskMode } from "../../engage/tasks.ts";
import { contentsOf, lastCustomerContent, latestIntervention, openTask } from "../../engage/thread-facts.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Thread, WebhookEvent } from "../../state/engage-conversation-model.ts";
import type { User } from "../../state/engage-model.ts";
import { clock, type Html, selectField, textField } from "../page.ts";
import { customerName, statusView, threadAddress, transcriptView } from "./desk-parts.ts";
import { categoryChecks, userName } from "./frame.ts";

const deferChoices = [
  { value: "60", label: "1 minute" },
  { value: "300", label: "5 minutes" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
];

/** One open conversation with everything that an agent can do to it. */
export function threadView(
  sandbox: Sandbox,
  user: User,
  thread: Thread,
  typing: string | null,
  text: string,
): Html {
  const here = threadAddress(user, thread);
  return html`<section class="panel" id="conversation" data-thread-id="${thread.id}" data-foreign-id="${thread.foreignId}" aria-labelledby="thread-title"><h2 id="thread-title">${customerName(sandbox, thread)}</h2>
<div id="thread-status">${statusView(sandbox, user, thread, typing)}</div>
<ol class="transcript" id="transcript" tabindex="0" aria-label="Transcript" aria-live="polite">${transcriptView(sandbox, user, thread)}</ol>
${replyBox(sandbox, user, thread, text)}
${caseButtons(sandbox, user, thread)}
<details><summary>Change categories</summary><form method="post" action="${here}/categories">${categoryChecks(sandbox, "categoryIds", "Categories of the thread", thread.threadCategoryIds)}<button type="submit" id="recategorise">Save categories</button></form></details>
${details(sandbox, thread)}</section>`;
}

function replyBox(sandbox: Sandbox, user: User, thread: Thread, text: string): Html {
  const here = threadAddress(user, thread);
  const may = mayReply(sandbox, user, thread);
  if (!may.ok)
    return html`<p class="wait" id="cannot-reply">${userName(user)} cannot answer. ${may.reason}</p>`;
  if (!holds(sandbox, user, thread)) {
    const [word, isPossible] = isTaskMode(sandbox)
      ? ["Take", openTask(sandbox, thread.id) !== undefined]
      : ["Engage", lastCustomerContent(sandbox, thread.id) !== undefined];
    return isPossible
      ? html`<form method="post" action="${here}/take"><button type="submit" id="take">${word}</button></form>`
      : html`<p class="soft" id="cannot-reply">There is no task for this thread.</p>`;
  }
  const typingReason = typingRefusal(sandbox, thread);
  return html`<form method="post" action="${here}/reply"><label for="reply">Reply</label><textarea id="reply" name="text" rows="3">${text}</textarea>
<details><summary>Attachment</summary>${textField({ name: "attachmentUrl", label: "Attachment URL", type: "url" })}${textField({ name: "attachmentName", label: "Attachment name" })}</details>
<button type="submit" id="send">Send</button></form>
${
  typingReason === null
    ? html`<form method="post" action="${here}/typing"><button class="plain" type="submit" name="state" value="start">Show that I type</button><button class="plain" type="submit" name="state" value="stop">Stop typing</button></form>`
    : ""
}`;
}

function caseButtons(sandbox: Sandbox, user: User, thread: Thread): Html {
  const here = threadAddress(user, thread);
  const row = latestIntervention(sandbox, thread.id);
  const task = openTask(sandbox, thread.id);
  const isOpen = row !== undefined && !row.closed;
  const button = (deed: string, label: string) =>
    html`<form class="inline" method="post" action="${here}/${deed}"><button class="plain" type="submit" id="${deed}">${label}</button></form>`;
  const isMine = holds(sandbox, user, thread);
  return html`<div>
${isMine && (task || (isOpen && row.userRepliesCount > 0)) ? button("close", task ? "Complete" : "Close intervention") : ""}
${isOpen && row.userRepliesCount === 0 ? button("cancel", "Cancel intervention") : ""}
${row?.closed ? button("reopen", "Reopen") : ""}
${isMine && task ? button("transfer", "Back to the queue") : ""}
${contentsOf(sandbox, thread.id).some((content) => content.status === "new") ? button("ignore", "Ignore") : ""}</div>
${
  isMine
    ? html`<details><summary>Put aside</summary><form method="post" action="${here}/defer">${selectField("seconds", "For", deferChoices, "300")}<button type="submit" id="defer">Defer</button></form></details>`
    : ""
}`;
}

/** What the other side has sent along, the ids, and what webhooks were told. */
function details(sandbox: Sandbox, thread: Thread): Html {
  const { engage } = sandbox.store;
  const author = engage.identities.get(lastCustomerContent(sandbox, thread.id)?.authorId ?? "");
  const facts = Object.entries({ ...author?.extraValues, ...thread.extraData });
  const isOfThread = (event: WebhookEvent) => event.resource.metadata.thread_id === thread.id;
  const events = engage.webhookEvents.list().filter(isOfThread).slice(-30);
  return html`<details id="context" ${facts.length > 0 ? "open" : ""}><summary>Context data</summary><dl>${facts.map(
    ([key, value]) =>
      html`<dt>${key}</dt><dd>${Array.isArray(value) ? value.join(", ") : String(value)}</dd>`,
  )}</dl>${facts.length === 0 ? html`<p class="soft">None.</p>` : ""}</details>
<details><summary>Details</summary><dl><dt>Thread id</dt><dd class="id">${thread.id}</dd><dt>Foreign id</dt><dd class="id">${thread.foreignId}</dd>
<dt>Source</dt><dd>${engage.sources.get(thread.sourceId)?.name}</dd>${
    author
      ? html`<dt>Customer</dt><dd>${[author.screenname, author.firstname, author.lastname, author.email, author.mobilePhone].filter(Boolean).join(", ")}</dd>`
      : ""
  }</dl><h3>Events</h3><ul id="thread-events">${events.map((event) => html`<li>${clock(event.issuedAt)} ${event.type}</li>`)}</ul></details>`;
}
