import type { Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../cxone/permissions.ts";
import { threadOf } from "../../cxone/receive-message.ts";
import { assignCase, openCase } from "../../cxone/routing.ts";
import { type OutboundInput, sendOutbound } from "../../cxone/send-outbound.ts";
import { derivedFlags, emailChannel } from "../../email/channels.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { Case, Channel } from "../../state/digital-model.ts";
import type { Agent } from "../../state/model.ts";
import { caseAddress } from "../desk-views.ts";
import { type Html, page, readForm, selectField, textField } from "../page.ts";

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;

/** Channels that an agent may send email from: with an outbound flow, and where the role has Reply (M-14, M-52). */
function sendingChannels(sandbox: Sandbox, agent: Agent): Channel[] {
  return sandbox.store.email.channels
    .list()
    .flatMap((row) => emailChannel(sandbox.store, row.channelId)?.channel ?? [])
    .filter(
      (channel) =>
        channel.options.hasOutboundFlow === true && may(sandbox, agent, channel.id, "Send Replies"),
    );
}

const fromOptions = (channels: Channel[]) =>
  channels.map((channel) => ({
    value: channel.id,
    label: `${channel.name} <${channel.idOnExternalPlatform}>`,
  }));

/** The fields that a reply by email has beside its text; nothing on other channels. */
export function emailReplyFields(sandbox: Sandbox, agent: Agent, row: Case): Html {
  const found = emailChannel(sandbox.store, row.channelId);
  if (!found) return html``;
  const others = sendingChannels(sandbox, agent);
  const mayChange = derivedFlags(sandbox.store, found.channel).hasAbilityToChangeFrom && others.length > 1;
  return html`${mayChange ? selectField("from", "From", fromOptions(others), row.channelId) : html`<p class="meta">From ${found.settings.fromAddress}</p>`}
${textField({ name: "subject", label: "Subject", help: "Empty answers the subject of the conversation." })}${textField({ name: "cc", label: "CC" })}`;
}

/** What the form says of an email, or a sentence about what is wrong with it. */
export function emailReply(
  sandbox: Sandbox,
  agent: Agent,
  row: Case,
  sent: URLSearchParams,
): Pick<OutboundInput, "title" | "cc" | "fromChannelId"> | string {
  const found = emailChannel(sandbox.store, row.channelId);
  if (!found) return {};
  const cc = (sent.get("cc") ?? "")
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const bad = cc.find((one) => !address.test(one));
  if (bad) return `CC: ${bad} is no address.`;
  const from = sent.get("from") ?? row.channelId;
  const { channel } = found;
  if (from !== row.channelId && !derivedFlags(sandbox.store, channel).hasAbilityToChangeFrom)
    return "From: this channel does not let agents change it.";
  if (from !== row.channelId && !sendingChannels(sandbox, agent).some((channel) => channel.id === from))
    return "From: you lack the permission Reply on that channel.";
  const title = (sent.get("subject") ?? "").replace(/\s+/g, " ").trim();
  return {
    cc,
    title: title === "" ? null : title,
    ...(from === row.channelId ? {} : { fromChannelId: from }),
  };
}

/** New email: an agent writes first, on a channel that has a manual outbound flow (M-13). */
export function newEmailPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const path = "/cxone/console/agent/:agentId/new-email";

  const form = (c: SandboxContext, agent: Agent, sent: URLSearchParams, error: string | null = null) => {
    const channels = sendingChannels(sandbox, agent).filter(
      (channel) => channel.options.hasManualOutboundFlow === true,
    );
    const value = (name: string) => sent.get(name) ?? "";
    return page(c, {
      title: "New email",
      path: "Omnichannel Routing > Agent",
      error,
      ...(error === null ? {} : { status: 400 as const }),
      body:
        channels.length === 0
          ? html`<p class="soft">No email channel with a manual outbound flow on which you may reply.</p>`
          : html`<form class="panel" method="post" action="/cxone/console/agent/${agent.agentId}/new-email">
${selectField("from", "From", fromOptions(channels), value("from"))}${textField({ name: "to", label: "To", value: value("to"), required: true })}
${textField({ name: "subject", label: "Subject", value: value("subject"), required: true })}<label for="text">Message</label><textarea id="text" name="text" rows="6">${value("text")}</textarea>
<button type="submit" id="send">Send</button> <a class="button plain" href="/cxone/console/agent/${agent.agentId}">Cancel</a></form>`,
    });
  };

  app.get(path, (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    return agent?.isActive ? form(c, agent, new URLSearchParams()) : c.notFound();
  });

  app.post(path, async (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    if (!agent?.isActive) return c.notFound();
    const sent = await readForm(c);
    const text = (name: string) => (sent.get(name) ?? "").trim();
    const channel = sendingChannels(sandbox, agent).find(
      (one) => one.id === sent.get("from") && one.options.hasManualOutboundFlow === true,
    );
    if (!channel) return form(c, agent, sent, "From: choose a channel.");
    if (!address.test(text("to"))) return form(c, agent, sent, "To: enter one address.");
    if (text("subject") === "" || text("text") === "")
      return form(c, agent, sent, "Enter a subject and a message.");
    const to = text("to").toLowerCase();
    const thread = threadOf(sandbox, channel, crypto.randomUUID(), text("subject"));
    const opened = openCase(sandbox, channel, thread, { idOnExternalPlatform: to }, "agent");
    const row = assignCase(sandbox, opened, agent);
    sendOutbound(sandbox, row, {
      text: text("text"),
      sentBy: "agent",
      agentId: agent.agentId,
      title: text("subject"),
    });
    return c.redirect(caseAddress(agent, row), 303);
  });
}
