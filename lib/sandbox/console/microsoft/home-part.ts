import { html } from "hono/html";
import type { Sandbox } from "../../sandbox.ts";
import { supportMailbox } from "../../state/seed-microsoft.ts";
import type { Html } from "../page.ts";

/** What the front page tells people of the simulated Microsoft and its mail. */
export function microsoftPart(): Html {
  return html`<h2>Microsoft and mail</h2>
<p><a class="button" href="/microsoft/entra">Open the simulated Entra admin center</a> <a class="button plain" href="/microsoft/exchange">Open its Exchange admin center</a> <a class="button plain" href="/mailbox">Open the mailboxes</a></p>
<p>Entra signs people in, asks for their consent and answers in its own error codes (AADSTS); Exchange takes mail by SMTP with XOAUTH2 or a password
and refuses in its own words. What is accepted arrives in a <a href="/mailbox">mailbox</a>, or comes back as a report.
The credentials below send mail at once as <code>${supportMailbox}</code>, in the name of a person and as an app; the pages and switches break it.</p>`;
}

/** What it tells programs: the addresses and the controls. */
export function microsoftAddresses(sandbox: Sandbox): Html {
  return html`<dt>Microsoft authority</dt><dd><code>${sandbox.baseUrl}/microsoft</code></dd>
<dt>SMTP</dt><dd><code id="smtp-server">127.0.0.1:${sandbox.smtpPort}</code>, STARTTLS; its certificate authority is <code>smtp.ca</code> of the credentials</dd>
<dt>SMTP misbehaves</dt><dd>POST <code>/control/faults</code> <code>{"system": "smtp", "method": "DATA", "times": 1, "drop": "after"}</code>; the method is CONNECT, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA or QUIT,
status and body are the reply. A drop at DATA is after the whole message came: before or after it was taken in. Commands: <a href="/control/requests?system=smtp">/control/requests?system=smtp</a></dd>
<dt>Mail</dt><dd><a href="/control/mail">/control/mail</a> (<code>?mailbox=</code>; DELETE), POST <code>/control/mail/deliver</code> <code>{"from": "…", "to": ["…"], "raw": "…"}</code> or with subject and text,
POST <code>/control/mail/destinations</code> <code>{"domain": "…", "tls": false, "recipients": ["…"]}</code></dd>
<dt>Entra and Exchange</dt><dd><a href="/control/microsoft">/control/microsoft</a>; POST <code>/tenant</code> <code>{"userConsent": false, "smtpAuth": false, "basicAuth": "retired", "securityDefaults": true}</code>,
<code>/app</code> <code>{"redirectUris": ["…"], "enabled": false}</code>, <code>/secret</code> <code>{"expiresInSeconds": 60}</code>, <code>/consent</code> <code>{"revoke": true}</code> or <code>{"admin": true}</code>,
<code>/user</code> <code>{"upn": "…", "revoke": true, "password": "…"}</code>, <code>/mailbox</code> <code>{"address": "…", "smtpAuth": null}</code>,
<code>/principal</code> <code>{"clientId": "…", "objectId": "…"}</code>, <code>/permission</code> <code>{"address": "…", "objectId": "…", "remove": true}</code></dd>`;
}
