import { html } from "hono/html";
import { identityName, isFinished, queueFor } from "../cxone/routing.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Case, Message } from "../state/digital-model.ts";
import type { Agent } from "../state/model.ts";
import { clock, type Html } from "./page.ts";

/** The parts of the agent desk that renew themselves. */

export function caseAddress(agent: Agent, row: Case): string {
  return `/cxone/console/agent/${agent.agentId}/cases/${row.id}`;
}

function waitedSeconds(sandbox: Sandbox, row: Case): number {
  return Math.max(0, Math.round((sandbox.store.now() - (row.queuedAt ?? row.createdAt)) / 1000));
}

export function queueView(sandbox: Sandbox, agent: Agent): Html {
  if (agent.state !== "Available")
    return html`<p class="soft">Set yourself available to be offered conversations.</p>`;
  if (!agent.digitalEngagement) return html`<p class="bad">Digital engagement is off for this user.</p>`;
  const waiting = queueFor(sandbox, agent);
  if (waiting.length === 0) return html`<p class="soft">Nobody is waiting in your skills.</p>`;
  return html`<ul class="cases">${waiting.map((row) => {
    const channel = sandbox.store.channels.get(row.channelId);
    // Minutes, not seconds: the list shall not change every second under somebody's pointer.
    const waited = Math.floor(waitedSeconds(sandbox, row) / 60);
    return html`<li data-case-id="${row.id}"><strong>${identityName(row.author)}</strong> <span class="meta">${channel?.name} - case ${row.id} - waiting ${waited < 1 ? "less than a minute" : `${waited} min`}</span>
<form method="post" action="${caseAddress(agent, row)}/accept"><button type="submit" class="accept" aria-label="Accept case ${row.id}">Accept</button></form></li>`;
  })}</ul>`;
}

export function myCasesView(sandbox: Sandbox, agent: Agent): Html {
  const mine = sandbox.store.cases
    .list()
    .filter((row) => row.assigneeAgentId === agent.agentId && !isFinished(row));
  if (mine.length === 0) return html`<p class="soft">None.</p>`;
  return html`<ul class="cases">${mine.map(
    (row) =>
      html`<li data-case-id="${row.id}"><a href="${caseAddress(agent, row)}">${identityName(row.author)}</a> <span class="meta">${sandbox.store.channels.get(row.channelId)?.name} - case ${row.id} - ${row.status}</span></li>`,
  )}</ul>`;
}

function textOf(message: Message): string {
  const { payload, fallbackText } = message.messageContent;
  // An email is shown as plain text: its HTML belongs to whoever wrote it.
  if (message.title !== null && fallbackText) return fallbackText;
  return typeof payload.text === "string"
    ? payload.text
    : (fallbackText ?? `[${message.messageContent.type}]`);
}

function authorOf(sandbox: Sandbox, message: Message): string {
  if (message.sentBy === "script") return "Studio script";
  const agent = message.agentId === null ? undefined : sandbox.store.agents.get(message.agentId);
  if (agent) return `${agent.firstName} ${agent.lastName}`;
  return message.author ? identityName(message.author) : "Somebody";
}

function deliveryView(agent: Agent, row: Case, message: Message): Html | string {
  if (!message.delivery) return "";
  const { state, error } = message.delivery;
  if (state === "sending") return html`<span class="meta wait">Sending</span>`;
  if (state === "sent") {
    const status = message.customerStatus?.status;
    return html`<span class="meta ${status === "failed" ? "bad" : "good"}">${status === "seen" ? "Seen" : status === "delivered" ? "Delivered" : status === "failed" ? `Not delivered: ${message.customerStatus?.reason ?? "no reason given"}` : "Sent"}</span>`;
  }
  return html`<span class="meta bad" role="alert">Failed: ${error}</span><form method="post" action="${caseAddress(agent, row)}/messages/${message.id}/retry"><button type="submit" class="plain retry">Retry</button></form>`;
}

function attachmentView(url: string, name: string): Html {
  const isLink = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return isLink
    ? html`<span class="meta">Attachment: <a href="${url}" rel="noreferrer noopener" target="_blank">${name}</a></span>`
    : html`<span class="meta">Attachment: ${name} (${url})</span>`;
}

export function transcriptView(sandbox: Sandbox, agent: Agent, row: Case): Html {
  const messages = sandbox.store.messages.where("case", row.id);
  return html`${messages.map(
    (message) =>
      html`<li class="${message.direction}" data-message-id="${message.id}" data-delivery="${message.delivery?.state ?? "none"}"><span class="meta">${authorOf(sandbox, message)} - ${clock(message.createdAt)}</span>${message.title ? html`<strong>${message.title}</strong>` : ""}<span class="text">${textOf(message)}</span>${message.attachments.map(
        (attachment) => attachmentView(attachment.url, attachment.friendlyName),
      )}${deliveryView(agent, row, message)}</li>`,
  )}`;
}

export function caseStatusView(sandbox: Sandbox, row: Case): Html {
  const assignee = row.assigneeAgentId === null ? undefined : sandbox.store.agents.get(row.assigneeAgentId);
  const typing = (sandbox.store.threads.get(row.threadId)?.typingUntil ?? 0) > sandbox.store.now();
  const holder = assignee
    ? `with ${assignee.firstName} ${assignee.lastName}`
    : isFinished(row)
      ? ""
      : row.queuedAt === null
        ? "in no queue"
        : "waiting in the queue";
  return html`Status: <strong>${row.status}</strong> ${holder}${typing ? html` - <em>${identityName(row.author)} is typing</em>` : ""}`;
}
