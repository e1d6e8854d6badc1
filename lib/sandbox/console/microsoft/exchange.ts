import type { Hono } from "hono";
import { html } from "hono/html";
import { homeTenant } from "../../microsoft/directory.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { addMailbox, addPrincipal, setFullAccess } from "../../smtp/mailbox-deeds.ts";
import type { Mailbox } from "../../state/microsoft-model.ts";
import { checkField, type Html, readForm, selectField, textField } from "../page.ts";
import { exchangePage } from "./frame.ts";

const here = "/microsoft/exchange";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Exchange admin center: who may submit mail by SMTP, and as whom. */
export function exchangePages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { microsoft } = sandbox.store;
  const tenant = () => homeTenant(sandbox);

  app.get(here, (c) =>
    exchangePage(c, {
      title: "Mail flow settings",
      path: "Settings > Mail flow",
      body: html`<form class="panel" method="post" action="${here}/settings">
${checkField("smtpAuth", "SMTP AUTH protocol is on for the organization", tenant().smtpAuth)}
<p class="help">Set-TransportConfig -SmtpClientAuthenticationDisabled; a mailbox that says otherwise wins.</p>
${selectField(
  "basicAuth",
  "Basic authentication for Client Submission",
  [
    { value: "on", label: "On" },
    { value: "off", label: "Off by policy (535 5.7.139)" },
    { value: "retired", label: "Retired by Microsoft (550 5.7.30)" },
  ],
  tenant().basicAuth,
)}<button type="submit" id="save">Save</button></form>
<div class="panel"><dl><dt>SMTP server</dt><dd><code>127.0.0.1:${sandbox.smtpPort}</code> with STARTTLS</dd></dl></div>`,
    }),
  );

  app.post(`${here}/settings`, async (c) => {
    const sent = await readForm(c);
    const basicAuth = (["on", "off", "retired"] as const).find((one) => one === sent.get("basicAuth"));
    microsoft.tenants.update(tenant().tenantId, {
      smtpAuth: sent.has("smtpAuth"),
      ...(basicAuth ? { basicAuth } : {}),
    });
    return c.redirect(`${here}?saved=1`, 303);
  });

  const trustees = (mailbox: Mailbox): Html[] =>
    microsoft.permissions
      .list()
      .filter((row) => row.mailbox === mailbox.address)
      .map(({ trusteeId }) => {
        const name = microsoft.principals.find((row) => row.objectId === trusteeId)?.name;
        return html`<p>${name ?? "User"} <span class="id">${trusteeId}</span>
<button class="plain" type="submit" name="remove" value="${trusteeId}" aria-label="Remove ${trusteeId} from ${mailbox.address}">Remove</button></p>`;
      });

  app.get(`${here}/mailboxes`, (c) =>
    exchangePage(c, {
      title: "Mailboxes",
      path: "Recipients > Mailboxes",
      body: html`${microsoft.mailboxes
        .list()
        .filter((row) => row.tenantId === tenant().tenantId)
        .map(
          (
            row,
          ) => html`<form class="panel" method="post" action="${here}/mailboxes/${row.address}"><h2>${row.address}</h2>
${selectField(
  "smtpAuth",
  "Authenticated SMTP",
  [
    { value: "inherit", label: "As the organization" },
    { value: "on", label: "On" },
    { value: "off", label: "Off" },
  ],
  row.smtpAuth === null ? "inherit" : row.smtpAuth ? "on" : "off",
  `smtpAuth-${row.userId}`,
)}
<label for="trustee-${row.userId}">Add-MailboxPermission -User (Object ID of the service principal)</label>
<input id="trustee-${row.userId}" name="add" type="text" autocomplete="off">
<button type="submit">Save</button> <a href="/mailbox/${row.address}">Open the mailbox</a>
<p class="label">FullAccess</p>${trustees(row)}</form>`,
        )}
<form class="panel" method="post" action="${here}/mailboxes"><h2>Add a mailbox</h2>
${textField({ name: "address", label: "Address", help: `Ends with @${tenant().domain}` })}
${textField({ name: "name", label: "Display name" })}<button type="submit" id="add-mailbox">Add</button></form>`,
    }),
  );

  app.post(`${here}/mailboxes`, async (c) => {
    const sent = await readForm(c);
    const made = addMailbox(sandbox, sent.get("address") ?? "", sent.get("name") ?? "");
    return c.redirect(`${here}/mailboxes${made ? "?saved=1" : ""}`, 303);
  });

  app.post(`${here}/mailboxes/:address`, async (c) => {
    const row = microsoft.mailboxes.get(c.req.param("address"));
    if (!row) return c.notFound();
    const sent = await readForm(c);
    const chosen = sent.get("smtpAuth");
    microsoft.mailboxes.update(row.address, { smtpAuth: chosen === "inherit" ? null : chosen === "on" });
    const [added, removed] = [(sent.get("add") ?? "").trim(), sent.get("remove")];
    if (added !== "") setFullAccess(sandbox, row.address, added, true);
    if (removed) setFullAccess(sandbox, row.address, removed, false);
    return c.redirect(`${here}/mailboxes?saved=1`, 303);
  });

  app.get(`${here}/principals`, (c) =>
    exchangePage(c, {
      title: "Service principals",
      path: "Roles > Service principals",
      body: html`<p>Get-ServicePrincipal. Any Object ID is taken here; only that of the Enterprise application lets the app sign in.</p>
<div class="panel scroll"><table id="principals"><thead><tr><th>Display name</th><th>AppId</th><th>ObjectId</th><th>Actions</th></tr></thead><tbody>
${microsoft.principals.list().map(
  (row) => html`<tr><td>${row.name}</td><td class="id">${row.clientId}</td><td class="id">${row.objectId}</td>
<td><form method="post" action="${here}/principals/remove"><button class="plain" type="submit" name="id" value="${row.id}">Remove</button></form></td></tr>`,
)}</tbody></table></div>
<form class="panel" method="post" action="${here}/principals"><h2>New-ServicePrincipal</h2>
${textField({ name: "clientId", label: "AppId", required: true })}
${textField({ name: "objectId", label: "ObjectId", required: true })}
${textField({ name: "name", label: "DisplayName" })}<button type="submit" id="add-principal">Create</button></form>`,
    }),
  );

  app.post(`${here}/principals`, async (c) => {
    const sent = await readForm(c);
    const [clientId, objectId] = ["clientId", "objectId"].map((name) =>
      (sent.get(name) ?? "").trim().toLowerCase(),
    );
    if (!clientId || !objectId || !uuid.test(clientId) || !uuid.test(objectId))
      return exchangePage(c, {
        title: "Service principals",
        path: "Roles > Service principals",
        status: 400,
        error: "AppId and ObjectId are GUIDs.",
        body: html`<p><a href="${here}/principals">Back</a></p>`,
      });
    addPrincipal(sandbox, tenant().tenantId, clientId, objectId, sent.get("name") ?? "");
    return c.redirect(`${here}/principals?saved=1`, 303);
  });

  app.post(`${here}/principals/remove`, async (c) => {
    const sent = await readForm(c);
    microsoft.principals.remove(sent.get("id") ?? "");
    return c.redirect(`${here}/principals?saved=1`, 303);
  });
}
