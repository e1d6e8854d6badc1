import type { Hono } from "hono";
import { html } from "hono/html";
import { beginAuthorize, finishAuthorize, oauthScopes, redirectUrl } from "../../email/smtp.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { copyable, dateTime, page, readForm, textField } from "../page.ts";
import { emailPage, emailPath, submit } from "./frame.ts";

const here = `${emailPage}/advanced`;
const path = `${emailPath} > Advanced Settings`;

/** Advanced Settings: blank until the account representative has made an SMTP configuration for Microsoft (M-27). */
export function advancedPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get(here, (c) => {
    const rows = store.email.smtp.list().filter((row) => row.isMicrosoft);
    return page(c, {
      title: "Advanced Settings",
      path,
      body:
        rows.length === 0
          ? html``
          : html`<div class="panel scroll"><table id="smtp-configurations"><thead><tr><th>SMTP configuration</th><th>Domain</th><th>Server</th><th>OAuth</th><th>State</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map(
  (
    row,
  ) => html`<tr data-smtp-id="${row.smtpId}"><td>${row.name}</td><td>${row.domain}</td><td>${row.host}:${row.port}</td>
<td>${row.authorizedAt === null ? html`<span class="wait">Not authorized</span>` : html`<span class="good">Authorized ${dateTime(row.authorizedAt)}</span>`}</td><td>${row.isEnabled ? html`<span class="good">Enabled</span>` : html`<span class="wait">Not enabled</span>`}</td>
<td><a href="${here}/${row.smtpId}" aria-label="Details of ${row.name}">Details</a></td></tr>`,
)}</tbody></table></div>`,
    });
  });

  const details = (c: SandboxContext, error: string | null = null) => {
    const row = store.email.smtp.get(c.req.param("smtpId") ?? "");
    if (!row?.isMicrosoft) return c.notFound();
    return page(c, {
      title: `Details: ${row.name}`,
      path,
      error: error ?? row.error,
      ...(error === null ? {} : { status: 400 as const }),
      notice:
        c.req.query("authorized") && row.error === null
          ? "Authorized. Your account representative can now enable this SMTP configuration."
          : null,
      body: html`<form class="panel" method="post" action="${here}/${row.smtpId}">
${textField({ name: "tenantId", label: "Tenant Id", value: row.tenantId, required: true })}
${textField({ name: "clientId", label: "Client Id", value: row.clientId, required: true })}
${textField({ name: "clientSecret", label: "Client Secret", type: "password", required: row.clientSecret === "", ...(row.clientSecret === "" ? {} : { help: "Empty keeps the one that is stored." }) })}
<p class="label">Scopes</p>${copyable("scopes", oauthScopes)}<p class="label">Redirect URL</p>${copyable("redirect-url", redirectUrl(sandbox))}
<p><button type="submit" id="authorize">Authorize</button> <a class="button plain" href="${here}">Back</a></p></form>
<div class="panel"><dl><dt>Server</dt><dd>${row.host}:${row.port}</dd><dt>Mailbox</dt><dd>${row.mailbox}</dd><dt>OAuth</dt><dd id="grant">${row.authorizedAt === null ? "Not authorized" : `Authorized ${dateTime(row.authorizedAt)}`}</dd>
<dt>State</dt><dd>${row.isEnabled ? "Enabled" : "Not enabled: the account representative does that"}</dd></dl></div>`,
    });
  };

  app.get(`${here}/:smtpId`, (c) => details(c));

  app.post(`${here}/:smtpId`, async (c) => {
    const sent = await readForm(c);
    const row = store.email.smtp.get(c.req.param("smtpId"));
    if (!row?.isMicrosoft) return c.notFound();
    const text = (name: string) => (sent.get(name) ?? "").trim();
    return submit(
      c,
      () =>
        beginAuthorize(sandbox, row, {
          tenantId: text("tenantId"),
          clientId: text("clientId"),
          clientSecret: text("clientSecret"),
        }),
      (error) => details(c, error),
    );
  });

  app.get(`${emailPage}/oauth/callback`, async (c) => {
    const { state = "", code, error, error_description: description } = c.req.query();
    const row = store.email.smtp.find((one) => state !== "" && one.pending?.state === state);
    if (!row) return c.notFound();
    await finishAuthorize(sandbox, row, { code, error, description });
    return c.redirect(`${here}/${row.smtpId}?authorized=1`, 303);
  });
}
