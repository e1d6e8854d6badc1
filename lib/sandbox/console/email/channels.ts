import type { Hono } from "hono";
import { html } from "hono/html";
import { changeEmailChannel, EmailRefusal } from "../../email/change-channel.ts";
import {
  channelProblem,
  createEmailChannel,
  emailChannel,
  pointOfContactOf,
  smtpOf,
} from "../../email/channels.ts";
import { domainState, settleDomains } from "../../email/domains.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { listed } from "../listed.ts";
import { checkField, copyable, type Html, page, readForm, selectField, textField } from "../page.ts";
import { emailPage, emailPath, pocPath, submit } from "./frame.ts";

/** The label is what a press does: "Deactivate" says that the setting is on (M-30). */
function actionButton(channelId: string, field: string, isOn: boolean, name: string): Html {
  return html`<form class="inline" method="post" action="${emailPage}/channels/${encodeURIComponent(channelId)}/switch">
<button class="plain" type="submit" name="${field}" value="${isOn ? "false" : "true"}" aria-label="${isOn ? "Deactivate" : "Activate"} ${name}">${isOn ? "Deactivate" : "Activate"}</button></form>`;
}

/** CXone Email: the list of channels, and the form that makes one (M-11 to M-13, M-30, M-31). */
export function emailChannelPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get(emailPage, (c) => {
    const all = store.email.channels.list().flatMap((row) => emailChannel(store, row.channelId) ?? []);
    const { rows, controls } = listed(
      c,
      all,
      ({ channel, settings }) => `${channel.name} ${settings.fromAddress}`,
    );
    return page(c, {
      title: "CXone Email",
      path: pocPath,
      notice: c.req.query("created") ? `The channel ${c.req.query("created")} is created.` : null,
      body: html`<p><a class="button" id="create-channel" href="${emailPage}/new">Create Channel</a>
<a class="button plain" id="advanced-settings" href="${emailPage}/advanced">Advanced Settings</a> <a class="button plain" id="email-domains" href="${emailPage}/domains">Email domains</a></p>
${controls}<div class="panel scroll"><table id="email-channels"><thead><tr><th>Channel</th><th>From Address</th><th>Point of contact</th><th>Outbound flow</th><th>Force TLS</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map(
  ({
    channel,
    settings,
  }) => html`<tr data-channel-id="${channel.id}"><td>${channel.name}</td><td>${settings.fromAddress}</td><td class="id">${settings.pointOfContact}</td>
<td>${actionButton(channel.id, "outboundFlow", channel.options.hasOutboundFlow === true, `Outbound flow of ${channel.name}`)}</td>
<td>${smtpOf(store, settings) ? html`<span class="soft">In the Email Support Tool</span>` : actionButton(channel.id, "forceTls", settings.forceTls, `Force TLS of ${channel.name}`)}</td>
<td><a href="${emailPage}/channels/${encodeURIComponent(channel.id)}" aria-label="Edit ${channel.name}">Edit</a></td></tr>`,
)}</tbody></table></div>`,
    });
  });

  app.post(`${emailPage}/channels/:channelId/switch`, async (c) => {
    const sent = await readForm(c);
    const found = emailChannel(store, c.req.param("channelId"));
    if (!found) return c.notFound();
    const field = ["outboundFlow", "forceTls"].find((name) => sent.has(name));
    if (field) changeEmailChannel(store, found.channel.id, { [field]: sent.get(field) });
    return c.redirect(emailPage, 303);
  });

  const form = (c: SandboxContext, sent: URLSearchParams, error: string | null = null) => {
    settleDomains(store);
    const verified = store.email.domains.list().filter((domain) => domainState(domain) === "Success");
    const [local, domain] = [sent.get("local") ?? "", sent.get("domain") ?? ""];
    const contact = local !== "" && domain !== "" ? pointOfContactOf(store, local, domain) : "";
    return page(c, {
      title: "Create Channel",
      path: emailPath,
      error,
      ...(error === null ? {} : { status: 400 as const }),
      body: html`<form class="panel" method="post" action="${emailPage}/new" data-preview="${emailPage}/point-of-contact">
${textField({ name: "local", label: "From Address", value: local, required: true, help: "The part before the @." })}
${selectField("domain", "Verified domain", [{ value: "", label: "Select a domain" }, ...verified.map(({ name }) => ({ value: name, label: `@${name}` }))], domain)}
<p>Point of contact: ${copyable("point-of-contact", contact)}</p><p class="help">Shown once the two fields above are filled. Use it in your DNS to enable email.</p>
${textField({ name: "name", label: "Channel Name", value: sent.get("name") ?? "", required: true })}
${checkField("manualOutbound", "Has Manual Outbound Flow", sent.has("manualOutbound"))}
<button type="submit" id="create-new-channel">Create New Channel</button> <a class="button plain" href="${emailPage}">Cancel</a></form>
${verified.length === 0 ? html`<p class="soft">No domain is verified yet: <a href="${emailPage}/domains">Email domains</a>.</p>` : ""}`,
    });
  };

  app.get(`${emailPage}/new`, (c) => form(c, new URL(c.req.url).searchParams));

  /** What the form shows while it is being filled. */
  app.get(`${emailPage}/point-of-contact`, (c) => {
    const [local = "", domain = ""] = [c.req.query("local")?.trim(), c.req.query("domain")];
    return c.json({ "point-of-contact": local && domain ? pointOfContactOf(store, local, domain) : "" });
  });

  app.post(`${emailPage}/new`, async (c) => {
    const sent = await readForm(c);
    return submit(
      c,
      () => {
        const input = {
          local: (sent.get("local") ?? "").trim(),
          domain: sent.get("domain") ?? "",
          name: sent.get("name") ?? "",
          manualOutbound: sent.has("manualOutbound"),
        };
        const problem = channelProblem(store, input);
        if (problem) throw new EmailRefusal(problem);
        return `${emailPage}?created=${encodeURIComponent(createEmailChannel(store, input).name)}`;
      },
      (error) => form(c, sent, error),
    );
  });
}
