import type { Hono } from "hono";
import { html } from "hono/html";
import { EmailRefusal } from "../../email/change-channel.ts";
import {
  createDomain,
  domainState,
  isSeen,
  restartDomain,
  sesGivesUpAfterMs,
  settleDomains,
  settledDomain,
  wantedRecords,
} from "../../email/domains.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import type { EmailDomain, SesState } from "../../state/email-model.ts";
import { copyable, dateTime, type Html, page, readForm, textField } from "../page.ts";
import { emailPage, emailPath, submit } from "./frame.ts";

const here = `${emailPage}/domains`;
const title = "Email domains";
const parts = { identity: "Domain", dkim: "DKIM", inbound: "Inbound", mailFrom: "MAIL FROM" } as const;

function stateWord(state: SesState): Html {
  const tone = state === "Success" ? "good" : state === "Failed" ? "bad" : "wait";
  return html`<span class="${tone}">${state}</span>`;
}

/** Reads a domain as the form takes it; throws EmailRefusal. */
function domainIn(typed: string, what: string): string {
  const name = typed.trim().toLowerCase().replace(/\.$/, "");
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(name))
    throw new EmailRefusal(`${what}: enter a domain such as shop.example.`);
  return name;
}

/** Email domains and their verification in AWS SES, which comes before any channel (M-10). */
export function emailDomainPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const list = (c: Parameters<typeof page>[0], error: string | null = null) => {
    settleDomains(store);
    return page(c, {
      title,
      path: emailPath,
      error,
      ...(error === null ? {} : { status: 400 as const }),
      body: html`<p><a href="${emailPage}">CXone Email</a></p>
<div class="panel scroll"><table id="domains"><thead><tr><th>Domain</th><th>Verification</th><th>DKIM</th><th>MAIL FROM</th><th>Status</th></tr></thead><tbody>
${store.email.domains.list().map(
  (
    row,
  ) => html`<tr data-domain="${row.name}"><td><a href="${here}/${row.name}">${row.name}</a></td><td>${stateWord(row.identity)}</td>
<td>${stateWord(row.dkim)}</td><td>${row.mailFrom === null ? "amazonses.com" : html`${row.mailFrom} ${stateWord(row.mailFromState)}`}</td><td>${stateWord(domainState(row))}</td></tr>`,
)}</tbody></table></div>
<form class="panel" method="post" action="${here}"><h2>Create domain</h2>
${textField({ name: "name", label: "Domain", required: true, help: "AWS SES looks for its records in DNS for 72 hours." })}
${textField({ name: "mailFrom", label: "MAIL FROM domain", help: "A subdomain such as mail.shop.example; empty uses SES's own." })}
<button type="submit" id="create-domain">Create domain</button></form>`,
    });
  };

  app.get(here, (c) => list(c));

  app.post(here, async (c) => {
    const sent = await readForm(c);
    return submit(
      c,
      () => {
        const name = domainIn(sent.get("name") ?? "", "Domain");
        const from =
          (sent.get("mailFrom") ?? "").trim() === ""
            ? null
            : domainIn(sent.get("mailFrom") ?? "", "MAIL FROM domain");
        if (from !== null && !from.endsWith(`.${name}`))
          throw new EmailRefusal(`MAIL FROM domain: a subdomain of ${name}.`);
        if (store.email.domains.get(name)) throw new EmailRefusal(`Domain: ${name} is there already.`);
        createDomain(store, name, from);
        return `${here}/${name}`;
      },
      (error) => list(c, error),
    );
  });

  const recordRows = (domain: EmailDomain) =>
    wantedRecords(domain).map(
      (row, at) => html`<tr data-record="${row.name}"><td>${parts[row.part]}</td><td>${row.type}</td>
<td>${copyable(`record-name-${at}`, row.name)}</td><td>${row.type === "MX" ? `${row.priority} ` : ""}${copyable(`record-value-${at}`, row.value)}</td>
<td>${isSeen(store, row) ? html`<span class="good">Seen</span>` : html`<span class="wait">Not seen</span>`}</td></tr>`,
    );

  app.get(`${here}/:domain`, (c) => {
    const domain = settledDomain(store, c.req.param("domain"));
    if (!domain) return c.notFound();
    const inUse = store.email.channels.count("domain", domain.name);
    return page(c, {
      title: domain.name,
      path: `${emailPath} > ${title}`,
      notice: c.req.query("restarted") ? "SES looks again for 72 hours." : null,
      body: html`<p><a href="${here}">${title}</a></p><div class="panel"><dl>
<dt>Status</dt><dd id="domain-state">${stateWord(domainState(domain))}</dd><dt>Verification</dt><dd>${stateWord(domain.identity)}</dd><dt>DKIM</dt><dd>${stateWord(domain.dkim)}</dd>
${domain.mailFrom === null ? "" : html`<dt>MAIL FROM</dt><dd>${domain.mailFrom} ${stateWord(domain.mailFromState)}</dd>`}
<dt>Region</dt><dd>${domain.region}</dd><dt>Looking since</dt><dd>${dateTime(domain.startedAt)}</dd><dt>SES gives up</dt><dd>${dateTime(domain.startedAt + sesGivesUpAfterMs)}</dd>
<dt>Channels</dt><dd>${inUse}</dd></dl>
<form class="inline" method="post" action="${here}/${domain.name}/restart"><button type="submit" class="plain" id="restart">Restart verification</button></form>
${inUse === 0 ? html`<form class="inline" method="post" action="${here}/${domain.name}/delete"><button type="submit" class="plain" id="delete-domain">Delete</button></form>` : ""}</div>
<div class="panel scroll"><h2>Records for your DNS</h2><table id="records" class="wide"><thead><tr><th>For</th><th>Type</th><th>Name</th><th>Value</th><th>In DNS now</th></tr></thead><tbody>${recordRows(domain)}</tbody></table>
<p class="soft">In the sandbox they are entered at <a href="/dns">your DNS provider</a>.</p></div>`,
    });
  });

  app.post(`${here}/:domain/restart`, (c) => {
    const domain = settledDomain(store, c.req.param("domain"));
    if (!domain) return c.notFound();
    restartDomain(store, domain);
    return c.redirect(`${here}/${domain.name}?restarted=1`, 303);
  });

  app.post(`${here}/:domain/delete`, (c) => {
    const domain = store.email.domains.get(c.req.param("domain"));
    if (!domain || store.email.channels.count("domain", domain.name) > 0) return c.notFound();
    store.email.domains.remove(domain.name);
    return c.redirect(here, 303);
  });
}
