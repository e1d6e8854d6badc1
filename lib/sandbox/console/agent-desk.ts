import type { Hono } from "hono";
import { html } from "hono/html";
import { retryMessage } from "../cxone/byoc-delivery.ts";
import { type ChannelPermission, lackFor, may, permissionLabel } from "../cxone/permissions.ts";
import { assignCase, identityName, isFinished, queueFor, setCaseStatus } from "../cxone/routing.ts";
import { sendOutbound } from "../cxone/send-outbound.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Case } from "../state/digital-model.ts";
import type { Agent } from "../state/model.ts";
import { administratorAgentId } from "../state/seed-people.ts";
import { caseAddress, caseStatusView, myCasesView, queueView, transcriptView } from "./desk-views.ts";
import { emailReply, emailReplyFields } from "./email/desk-email.ts";
import { clock, dateTime, type Html, page, readForm, selectField, textField } from "./page.ts";

const path = "Omnichannel Routing > Agent";

/** The desk where a person answers the customers that a bot has handed over (H-70). */
export function agentDeskRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const agentOf = (c: SandboxContext): Agent | undefined => {
    const agent = store.agents.get(c.req.param("agentId") ?? "");
    return agent?.isActive ? agent : undefined;
  };
  const lacking = (agent: Agent, row: Case, permission: ChannelPermission) => {
    const lack = lackFor(sandbox, agent, row.channelId, permission) ?? permission;
    const role = store.roles.get(agent.roleId)?.name ?? "";
    if (lack === "Skills View")
      return `You lack the permission Skills View. An administrator can give it to the role ${role} in General > Admin > Roles & Permissions.`;
    return (
      `You lack the permission ${permissionLabel(sandbox, row.channelId, lack)} on the channel ${store.channels.get(row.channelId)?.name ?? row.channelId}. ` +
      `An administrator can give it to the role ${role} in ACD > Roles > Assigned Channels.`
    );
  };

  /** The desk, with a case open or not. */
  const desk = (
    c: SandboxContext,
    agent: Agent,
    row: Case | null,
    more: { error?: string; status?: 403 | 409; text?: string } = {},
  ) => {
    const here = `/cxone/console/agent/${agent.agentId}`;
    const query = c.req.query("query")?.trim().toLowerCase() ?? "";
    return page(c, {
      title: `Agent: ${agent.firstName} ${agent.lastName}`,
      path,
      error: more.error ?? null,
      ...(more.status ? { status: more.status } : {}),
      body: html`<div class="desk" data-live="${here}/live${row ? `?case=${row.id}` : ""}"><div>
<form class="panel" method="post" action="${here}/state"><p>State: <strong id="agent-state">${agent.state}</strong></p>
<button type="submit" name="state" value="Available" id="set-available">Set available</button>
<button type="submit" name="state" value="Unavailable" id="set-unavailable" class="plain">Set unavailable</button></form>
<p><a href="${here}/new-email" id="new-email">New email</a></p>
<section class="panel" aria-labelledby="queue-title"><h2 id="queue-title">Queue</h2><div id="queue">${queueView(sandbox, agent)}</div></section>
<section class="panel" aria-labelledby="mine-title"><h2 id="mine-title">My conversations</h2><div id="my-cases">${myCasesView(sandbox, agent)}</div></section>
<section class="panel" aria-labelledby="search-title"><h2 id="search-title">Search</h2><form method="get" action="${here}" role="search">
${textField({ name: "query", label: "Case number, name or thread", value: query, type: "search" })}<button type="submit" id="search" class="plain">Search</button></form>
${query === "" && c.req.query("query") === undefined ? "" : searchResults(agent, query)}</section></div>
${row ? conversation(agent, row, more.text ?? "") : html`<section class="panel"><p class="soft">Accept a conversation, or open one of yours.</p></section>`}</div>`,
    });
  };

  const searchResults = (agent: Agent, query: string): Html => {
    const found = store.cases
      .list()
      .filter((row) =>
        `${row.id} ${row.threadExternalId} ${identityName(row.author)}`.toLowerCase().includes(query),
      )
      .reverse()
      .slice(0, 50);
    if (found.length === 0) return html`<p class="soft">Nothing found.</p>`;
    return html`<ul class="cases" id="search-results">${found.map(
      (row) =>
        html`<li data-case-id="${row.id}"><a href="${caseAddress(agent, row)}">${identityName(row.author)}</a> <span class="meta">case ${row.id} - ${row.status} - ${dateTime(row.createdAt)}</span></li>`,
    )}</ul>`;
  };

  const conversation = (agent: Agent, row: Case, text: string): Html => {
    const here = caseAddress(agent, row);
    const isMine = row.assigneeAgentId === agent.agentId;
    return html`<section class="panel" id="conversation" data-case-id="${row.id}" aria-labelledby="case-title"><h2 id="case-title">${identityName(row.author)}, case ${row.id}</h2>
<p id="case-status">${caseStatusView(sandbox, row)}</p>
<ol class="transcript" id="transcript" tabindex="0" aria-label="Transcript" aria-live="polite">${transcriptView(sandbox, agent, row)}</ol>
${isFinished(row) ? html`<p class="soft">This conversation is closed.</p>` : ""}
${!isFinished(row) && !isMine ? html`<form method="post" action="${here}/accept"><button type="submit" id="assign-to-me">Assign to me</button></form>` : ""}
${
  isMine && !isFinished(row)
    ? html`<form method="post" action="${here}/reply">${emailReplyFields(sandbox, agent, row)}<label for="reply">Reply</label><textarea id="reply" name="text" rows="3">${text}</textarea>
<details><summary>Attachment</summary>${textField({ name: "attachmentUrl", label: "Attachment URL", type: "url" })}${textField({ name: "attachmentName", label: "Attachment name" })}</details>
<button type="submit" id="send">Send</button></form>
<form method="post" action="${here}/close"><button type="submit" id="close" class="plain">Close conversation</button></form>`
    : ""
}
<details><summary>Details</summary><dl><dt>Contact id</dt><dd class="id">${row.contactId}</dd><dt>Thread</dt><dd class="id">${row.threadExternalId}</dd><dt>Skill</dt><dd>${row.skillId === null ? "None" : store.skills.get(row.skillId)?.skillName}</dd>
${row.customFields.map((field) => html`<dt>${field.ident}</dt><dd>${field.value}</dd>`)}</dl>
<ul id="case-events">${row.events.map((event) => html`<li>${clock(event.at)} ${event.text}</li>`)}</ul></details></section>`;
  };

  app.get("/cxone/console/agent", (c) =>
    page(c, {
      title: "Agent",
      path,
      body: html`<form class="panel" method="post" action="/cxone/console/agent/launch">
${selectField(
  "agentId",
  "Agent",
  store.agents
    .list()
    .filter((agent) => agent.isActive)
    .map((agent) => ({
      value: String(agent.agentId),
      label: `${agent.firstName} ${agent.lastName} (${store.roles.get(agent.roleId)?.name})`,
    })),
  "30103",
)}
<fieldset><legend class="label">How do you want to connect?</legend>
<label class="check" for="connect-phone"><input type="radio" id="connect-phone" name="connect" value="phone" checked> Set Phone Number</label>
${textField({ name: "phone", label: "Phone number", value: "+15550100111" })}
<label class="check" for="connect-soft"><input type="radio" id="connect-soft" name="connect" value="soft"> Integrated Softphone</label></fieldset>
<button type="submit" id="launch">Launch</button></form>`,
    }),
  );

  app.post("/cxone/console/agent/launch", async (c) => {
    const agent = store.agents.get((await readForm(c)).get("agentId") ?? "");
    if (!agent?.isActive) return c.notFound();
    if (agent.state === "LoggedOut") store.agents.update(agent.agentId, { state: "Unavailable" });
    return c.redirect(`/cxone/console/agent/${agent.agentId}`, 303);
  });

  /** Where `detailUrl` of a case leads: to the desk of whoever has it. */
  app.get("/cxone/console/agent/cases/:caseId", (c) => {
    const row = store.cases.get(c.req.param("caseId"));
    if (!row) return c.notFound();
    const agentId = row.assigneeAgentId ?? row.lastAssigneeAgentId ?? administratorAgentId;
    return c.redirect(`/cxone/console/agent/${agentId}/cases/${row.id}`, 302);
  });

  app.get("/cxone/console/agent/:agentId", (c) => {
    const agent = agentOf(c);
    return agent ? desk(c, agent, null) : c.notFound();
  });

  app.get("/cxone/console/agent/:agentId/live", async (c) => {
    const agent = agentOf(c);
    if (!agent) return c.notFound();
    const row = store.cases.get(c.req.query("case") ?? "");
    const parts: Record<string, string> = {
      "agent-state": agent.state,
      queue: String(await queueView(sandbox, agent)),
      "my-cases": String(await myCasesView(sandbox, agent)),
    };
    if (row) {
      parts.transcript = String(await transcriptView(sandbox, agent, row));
      parts["case-status"] = String(await caseStatusView(sandbox, row));
    }
    return c.json(parts, 200, { "cache-control": "no-store" });
  });

  app.post("/cxone/console/agent/:agentId/state", async (c) => {
    const agent = agentOf(c);
    if (!agent) return c.notFound();
    const state = (await readForm(c)).get("state") === "Available" ? "Available" : "Unavailable";
    store.agents.update(agent.agentId, { state });
    return c.redirect(`/cxone/console/agent/${agent.agentId}`, 303);
  });

  app.get("/cxone/console/agent/:agentId/cases/:caseId", (c) => {
    const agent = agentOf(c);
    const row = store.cases.get(c.req.param("caseId"));
    return agent && row ? desk(c, agent, row) : c.notFound();
  });

  /** From the queue the skill is enough; what somebody else has, or what is in no queue, needs a permission. */
  app.post("/cxone/console/agent/:agentId/cases/:caseId/accept", (c) => {
    const agent = agentOf(c);
    const row = store.cases.get(c.req.param("caseId"));
    if (!agent || !row) return c.notFound();
    if (isFinished(row)) return desk(c, agent, row, { error: "This conversation is closed.", status: 409 });
    const offered = queueFor(sandbox, agent).some((waiting) => waiting.id === row.id);
    const permission =
      row.assigneeAgentId === null ? "Assign / Reassign Conversations" : "Reassign Conversations";
    const isMine = row.assigneeAgentId === agent.agentId;
    if (!offered && !isMine && !may(sandbox, agent, row.channelId, permission)) {
      return desk(c, agent, row, { error: lacking(agent, row, permission), status: 403 });
    }
    if (!isMine) assignCase(sandbox, row, agent);
    return c.redirect(caseAddress(agent, row), 303);
  });

  app.post("/cxone/console/agent/:agentId/cases/:caseId/reply", async (c) => {
    const agent = agentOf(c);
    const row = store.cases.get(c.req.param("caseId"));
    if (!agent || !row) return c.notFound();
    const sent = await readForm(c);
    const text = sent.get("text") ?? "";
    const url = (sent.get("attachmentUrl") ?? "").trim();
    if (isFinished(row))
      return desk(c, agent, row, { error: "This conversation is closed.", status: 409, text });
    if (row.assigneeAgentId !== agent.agentId)
      return desk(c, agent, row, { error: "Assign the conversation to yourself first.", status: 409, text });
    if (!may(sandbox, agent, row.channelId, "Send Replies")) {
      return desk(c, agent, row, { error: lacking(agent, row, "Send Replies"), status: 403, text });
    }
    if (text.trim() === "" && url === "")
      return desk(c, agent, row, { error: "Write something to send.", status: 409 });
    const email = emailReply(sandbox, agent, row, sent);
    if (typeof email === "string") return desk(c, agent, row, { error: email, status: 409, text });
    const friendlyName = (sent.get("attachmentName") ?? "").trim() || url.split("/").at(-1) || "attachment";
    sendOutbound(sandbox, row, {
      text,
      sentBy: "agent",
      agentId: agent.agentId,
      attachments: url === "" ? [] : [{ friendlyName, url }],
      ...email,
    });
    return c.redirect(caseAddress(agent, row), 303);
  });

  app.post("/cxone/console/agent/:agentId/cases/:caseId/messages/:messageId/retry", (c) => {
    const agent = agentOf(c);
    const row = store.cases.get(c.req.param("caseId"));
    const message = store.messages.get(c.req.param("messageId"));
    if (!agent || !row || !message || message.caseId !== row.id) return c.notFound();
    if (message.delivery?.state === "failed") retryMessage(sandbox, message);
    return c.redirect(caseAddress(agent, row), 303);
  });

  app.post("/cxone/console/agent/:agentId/cases/:caseId/close", (c) => {
    const agent = agentOf(c);
    const row = store.cases.get(c.req.param("caseId"));
    if (!agent || !row) return c.notFound();
    if (!isFinished(row)) setCaseStatus(sandbox, row, "closed", "agent");
    return c.redirect(caseAddress(agent, row), 303);
  });
}
