import type { Hono } from "hono";
import { html } from "hono/html";
import PostalMime from "postal-mime";
import { headerOf, splitMessage } from "../../mail/headers.ts";
import { entraFrame } from "../../microsoft/entra-frame.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import type { Mail } from "../../state/microsoft-model.ts";
import { dateTime, page } from "../page.ts";

const here = "/mailbox";
const shownRows = 200;

function textOf(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}

/** What arrived anywhere: mailboxes of the tenants and everybody who was ever sent something. */
export function mailboxPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { mails, mailboxes } = sandbox.store.microsoft;
  const arrived = (address: string): Mail[] => mails.where("mailbox", address).filter((mail) => mail.arrived);

  app.get(here, (c) => {
    const all = new Set([...mailboxes.list().map((row) => row.address), ...mails.keys("mailbox")]);
    const waiting = mails.count("waiting", "yes");
    return page(c, {
      title: "Mailboxes",
      frame: entraFrame,
      body: html`${waiting > 0 ? html`<p id="waiting">On their way: ${waiting}</p>` : ""}
<div class="panel scroll"><table id="mailboxes"><thead><tr><th>Mailbox</th><th>Mails</th><th>Last</th></tr></thead><tbody>
${[...all].map((address) => {
  const last = arrived(address).at(-1);
  return html`<tr><td><a href="${here}/${encodeURIComponent(address)}">${address}</a></td><td>${arrived(address).length}</td><td>${last ? `${headerOf(last.raw, "Subject")}, ${dateTime(last.dueAt)}` : ""}</td></tr>`;
})}</tbody></table></div>`,
    });
  });

  app.get(`${here}/:address`, (c) => {
    const address = c.req.param("address").toLowerCase();
    const rows = arrived(address).slice(-shownRows).reverse();
    return page(c, {
      title: address,
      frame: entraFrame,
      path: "Mailboxes",
      body: html`<p><a href="${here}">All mailboxes</a></p><div class="panel scroll"><table id="mails"><thead><tr><th>Arrived (UTC)</th><th>From</th><th>Subject</th></tr></thead><tbody>
${rows.map(
  (mail) =>
    html`<tr data-mail-id="${mail.id}"><td>${dateTime(mail.dueAt)}</td><td>${textOf(headerOf(mail.raw, "From"))}</td><td><a href="${here}/${encodeURIComponent(address)}/${mail.id}">${textOf(headerOf(mail.raw, "Subject")) || "(no subject)"}</a></td></tr>`,
)}</tbody></table>${rows.length === 0 ? html`<p class="soft">Nothing arrived.</p>` : ""}</div>`,
    });
  });

  app.get(`${here}/:address/:id`, async (c) => {
    const mail = mails.get(c.req.param("id"));
    if (!mail?.arrived || mail.mailbox !== c.req.param("address").toLowerCase()) return c.notFound();
    const parsed = await PostalMime.parse(Buffer.from(mail.raw, "latin1"));
    const { head } = splitMessage(mail.raw);
    return page(c, {
      title: parsed.subject || "(no subject)",
      frame: entraFrame,
      path: `Mailboxes > ${mail.mailbox}`,
      body: html`<p><a href="${here}/${encodeURIComponent(mail.mailbox)}">${mail.mailbox}</a></p>
<div class="panel"><dl><dt>From</dt><dd>${textOf(headerOf(mail.raw, "From"))}</dd><dt>To</dt><dd>${textOf(headerOf(mail.raw, "To"))}</dd><dt>Arrived</dt><dd>${dateTime(mail.dueAt)} UTC</dd></dl></div>
<div class="panel"><h2>Text</h2><pre id="text">${parsed.text ?? ""}</pre></div>
${parsed.html ? html`<div class="panel"><h2>HTML</h2><iframe title="HTML of the mail" sandbox="" srcdoc="${parsed.html}" width="100%" height="320"></iframe><details><summary>Source</summary><pre id="html">${parsed.html}</pre></details></div>` : ""}
${parsed.attachments.length > 0 ? html`<div class="panel"><h2>Attachments</h2><ul>${parsed.attachments.map((one) => html`<li>${one.filename ?? "unnamed"} <span class="soft">${one.mimeType}</span></li>`)}</ul></div>` : ""}
<div class="panel"><h2>Headers</h2><button type="button" class="plain" data-copy="headers">Copy</button><pre id="headers">${textOf(head)}</pre></div>
<div class="panel"><h2>Whole message</h2><button type="button" class="plain" data-copy="raw">Copy</button><details><summary>Show</summary><pre id="raw">${textOf(mail.raw)}</pre></details></div>`,
    });
  });
}
