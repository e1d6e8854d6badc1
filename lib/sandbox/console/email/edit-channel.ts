import type { Hono } from "hono";
import { html } from "hono/html";
import { changeEmailChannel } from "../../email/change-channel.ts";
import { emailChannel, smtpOf } from "../../email/channels.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { checkField, copyable, page, readForm, selectField, textField } from "../page.ts";
import { emailPage, emailPath, formFields, submit } from "./frame.ts";

const none = { value: "", label: "None" };
const boxes = ["ticketHidden", "manualOutbound"] as const;

/** What a channel can be changed to under Edit (M-32 to M-35, M-40, M-65). */
export function editChannelPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const edit = (c: SandboxContext, channelId: string, error: string | null = null) => {
    const found = emailChannel(store, channelId);
    if (!found) return c.notFound();
    const { channel, settings } = found;
    const smtp = smtpOf(store, settings);
    const skills = store.skills.list().filter((skill) => skill.mediaTypeId === 9 && skill.isActive);
    const scripts = new Set(
      store.scripts
        .list()
        .filter((script) => script.status === "CURR" && script.mediaType !== 4)
        .map((script) => script.scriptPath),
    );
    if (channel.studioScript) scripts.add(channel.studioScript);
    return page(c, {
      title: channel.name,
      path: `${emailPath} > Edit`,
      error,
      ...(error === null ? {} : { status: 400 as const }),
      notice: c.req.query("saved") ? "Saved." : null,
      body: html`<form class="panel" method="post" action="${emailPage}/channels/${encodeURIComponent(channel.id)}">
${textField({ name: "name", label: "Channel Name", value: channel.name, required: true })}
${smtp ? html`<p class="label">Display Name</p><p class="soft">This feature is not supported for custom SMTP channels.</p>` : textField({ name: "displayName", label: "Display Name", value: settings.displayName, help: "What contacts see in front of the From address." })}
${selectField("spamTagId", "Spam tag", [none, ...store.tags.list().map((tag) => ({ value: String(tag.id), label: tag.title }))], String(settings.spamTagId ?? ""))}
<fieldset><legend class="label">Email ticket number</legend>
${selectField(
  "ticketPosition",
  "Position in the subject line",
  [
    { value: "end", label: "At the end of the subject line" },
    { value: "start", label: "Before the subject line" },
  ],
  settings.ticketPosition,
)}
${selectField(
  "ticketStyle",
  "Delimiters",
  [
    { value: "none", label: "None" },
    { value: "square", label: "Straight brackets, [#123456]" },
    { value: "curly", label: "Curly brackets, {#123456}" },
  ],
  settings.ticketStyle,
)}
${checkField("ticketHidden", "Hide the ticket number", settings.ticketHidden)}</fieldset>
${selectField(
  "threading",
  "Threading Options",
  [
    { value: "preferInReplyTo", label: "Prefer In-Reply-To over Ticket Number (Default)" },
    { value: "ignoreInReplyTo", label: "Ignore In-Reply-To" },
  ],
  settings.threading,
)}
${selectField("templateId", "Select template for outbound messages", [none, ...store.email.templates.list().map((row) => ({ value: row.templateId, label: row.name }))], settings.templateId ?? "")}
${selectField("studioScript", "Studio script", [none, ...[...scripts].map((path) => ({ value: path, label: path }))], channel.studioScript ?? "")}
${selectField("defaultSkillId", "Default skill", [none, ...skills.map((skill) => ({ value: String(skill.skillId), label: skill.skillName }))], String(channel.defaultSkillId ?? ""))}
${checkField("manualOutbound", "Has Manual Outbound Flow", channel.options.hasManualOutboundFlow === true)}
<button type="submit" id="save">Save</button> <a class="button plain" href="${emailPage}">Cancel</a></form>
<div class="panel"><dl><dt>From Address</dt><dd>${settings.fromAddress}</dd><dt>Point of contact</dt><dd>${copyable("point-of-contact", settings.pointOfContact)}</dd>
<dt>Channel ID</dt><dd class="id">${channel.id}</dd><dt>Sent by</dt><dd>${smtp ? `Custom SMTP: ${smtp.name}` : "AWS SES"}</dd></dl></div>`,
    });
  };

  app.get(`${emailPage}/channels/:channelId`, (c) => edit(c, c.req.param("channelId")));

  app.post(`${emailPage}/channels/:channelId`, async (c) => {
    const sent = await readForm(c);
    const channelId = c.req.param("channelId");
    if (!emailChannel(store, channelId)) return c.notFound();
    return submit(
      c,
      () => {
        changeEmailChannel(store, channelId, formFields(sent, boxes));
        return `${emailPage}/channels/${encodeURIComponent(channelId)}?saved=1`;
      },
      (error) => edit(c, channelId, error),
    );
  });
}
