import type { Hono } from "hono";
import { html } from "hono/html";
import { EmailRefusal } from "../../email/change-channel.ts";
import { settleDomains } from "../../email/domains.ts";
import { createSmtp, enableSmtp } from "../../email/smtp.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { checkField, dateTime, type Html, page, readForm, selectField, textField } from "../page.ts";
import { submit } from "./frame.ts";

const here = "/cxone/console/email-support-tool";

/** What only the account representative can do: SMTP configurations, their Force TLS, MAILFROM, tickets (M-03, M-26, M-37). */
export function supportToolPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const domainOptions = () => store.email.domains.list().map(({ name }) => ({ value: name, label: name }));
  const press = (action: string, name: string, value: string, words: string, of: string) =>
    html`<form class="inline" method="post" action="${here}/${action}"><button class="plain" type="submit" name="${name}" value="${value}" aria-label="${words} ${of}">${words}</button></form>`;

  const configurations =
    (): Html => html`<section class="panel scroll"><h2>Configuration</h2><table id="smtp"><thead><tr><th>Name</th><th>Domain</th><th>Server</th><th>OAuth</th><th>State</th><th>Force TLS</th></tr></thead><tbody>
${store.email.smtp.list().map(
  (
    row,
  ) => html`<tr data-smtp-id="${row.smtpId}"><td>${row.name}</td><td>${row.domain}</td><td>${row.host}:${row.port}</td>
<td>${row.isMicrosoft ? (row.authorizedAt === null ? "Not authorized" : "Authorized") : "Not needed"}</td>
<td>${row.isEnabled ? "Enabled" : "Disabled"} ${press(`smtp/${row.smtpId}`, "isEnabled", row.isEnabled ? "no" : "yes", row.isEnabled ? "Disable" : "Enable", row.name)}</td>
<td>${press(`smtp/${row.smtpId}`, "forceTls", row.forceTls ? "no" : "yes", row.forceTls ? "Deactivate" : "Activate", `Force TLS of ${row.name}`)}</td></tr>`,
)}</tbody></table></section>
<form class="panel" method="post" action="${here}/smtp"><h2>New SMTP Configuration</h2>
${textField({ name: "name", label: "Name", required: true })}${selectField("domain", "Domain", domainOptions(), "")}
${textField({ name: "host", label: "Host", value: "smtp.office365.com", required: true })}${textField({ name: "port", label: "Port", value: "587", type: "number" })}
${textField({ name: "mailbox", label: "Mailbox" })}${checkField("isMicrosoft", "Microsoft mail server (OAuth 2.0)", true)}
<button type="submit" id="create-smtp">Create</button></form>`;

  const lists =
    (): Html => html`<section class="panel scroll"><h2>Bounced addresses</h2><table id="bounced"><thead><tr><th>Address</th><th>Reason</th><th>Since</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${store.email.bounced.list().map((row) => html`<tr data-address="${row.address}"><td>${row.address}</td><td>${row.reason}</td><td>${dateTime(row.at)}</td><td>${press("bounced", "remove", row.address, "Remove", row.address)}</td></tr>`)}
</tbody></table>${store.email.bounced.size === 0 ? html`<p class="soft">None.</p>` : ""}</section>
<section class="panel scroll"><h2>Mail that went no further</h2><table id="refused"><thead><tr><th>Time</th><th>From</th><th>To</th><th>Subject</th><th>Reason</th></tr></thead><tbody>
${store.email.refused
  .list()
  .toReversed()
  .slice(0, 50)
  .map(
    (row) =>
      html`<tr><td>${dateTime(row.at)}</td><td>${row.from}</td><td>${row.to}</td><td>${row.subject}</td><td>${row.reason}</td></tr>`,
  )}
</tbody></table></section>`;

  const tool = (c: SandboxContext, error: string | null = null) =>
    page(c, {
      title: "Email Support Tool",
      path: "Cloud Email tools: in reality only the account representative can open them",
      error,
      ...(error === null ? {} : { status: 400 as const }),
      notice: c.req.query("done") ? "Done." : null,
      body: html`${configurations()}
<form class="panel" method="post" action="${here}/mail-from"><h2>MAILFROM</h2>${selectField("domain", "Domain", domainOptions(), "")}
${textField({ name: "mailFrom", label: "MAILFROM domain", help: "A subdomain of the domain; empty goes back to SES's own." })}<button type="submit" id="save-mail-from">Save</button></form>
${lists()}
<form class="panel" method="post" action="${here}/tickets"><h2>Email ticketing form</h2><p class="help">For tenants that already have Proactive Chat and Email.</p>
${textField({ name: "subject", label: "Subject", required: true })}<label for="text">Request</label><textarea id="text" name="text" rows="4"></textarea><button type="submit" id="send-ticket">Send</button>
<ul class="cases" id="tickets">${store.email.supportTickets.list().map((row) => html`<li>${row.ticketId}: ${row.subject} <span class="meta">${dateTime(row.at)}</span></li>`)}</ul></form>`,
    });

  app.get(here, (c) => tool(c));

  const deed = (path: string, act: (sent: URLSearchParams, c: SandboxContext) => void) =>
    app.post(`${here}/${path}`, async (c) => {
      const sent = await readForm(c);
      return submit(
        c,
        () => {
          act(sent, c);
          return `${here}?done=1`;
        },
        (error) => tool(c, error),
      );
    });

  deed("smtp", (sent) => {
    const text = (name: string) => (sent.get(name) ?? "").trim();
    createSmtp(store, {
      name: text("name"),
      domain: text("domain"),
      host: text("host"),
      port: Number(text("port")),
      mailbox: text("mailbox").toLowerCase(),
      isMicrosoft: sent.has("isMicrosoft"),
    });
  });
  deed("smtp/:smtpId", (sent, c) => {
    const row = store.email.smtp.get(c.req.param("smtpId") ?? "");
    if (!row) throw new EmailRefusal("This configuration is gone.");
    if (sent.has("isEnabled")) enableSmtp(store, row, sent.get("isEnabled") === "yes");
    if (sent.has("forceTls"))
      store.email.smtp.update(row.smtpId, { forceTls: sent.get("forceTls") === "yes" });
  });
  deed("mail-from", (sent) => {
    const name = sent.get("domain") ?? "";
    const mailFrom = (sent.get("mailFrom") ?? "").trim().toLowerCase();
    if (!store.email.domains.get(name)) throw new EmailRefusal("Domain: choose one of the email domains.");
    if (mailFrom !== "" && !mailFrom.endsWith(`.${name}`))
      throw new EmailRefusal(`MAILFROM domain: a subdomain of ${name}.`);
    store.email.domains.update(name, { mailFrom: mailFrom || null, mailFromState: "Pending" });
    settleDomains(store);
  });
  deed("bounced", (sent) => {
    store.email.bounced.remove(sent.get("remove") ?? "");
  });
  deed("tickets", (sent) => {
    const subject = (sent.get("subject") ?? "").trim();
    if (subject === "") throw new EmailRefusal("Subject: enter a subject.");
    const ticketId = String(store.nextNumber("supportTicket", 7001));
    store.email.supportTickets.put(ticketId, {
      ticketId,
      at: store.now(),
      subject,
      text: sent.get("text") ?? "",
    });
  });
}
