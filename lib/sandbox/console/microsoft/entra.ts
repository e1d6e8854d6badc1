import type { Hono } from "hono";
import { html } from "hono/html";
import { changePassword, revokeSessions } from "../../microsoft/app-deeds.ts";
import { homeTenant, usersOf } from "../../microsoft/directory.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { checkField, copyable, dateTime, readForm } from "../page.ts";
import { appPages } from "./apps.ts";
import { entraPage } from "./frame.ts";

const here = "/microsoft/entra";

/** Entra admin center: the tenant, its users, its enterprise applications, its app registrations. */
export function entraPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { microsoft } = sandbox.store;

  app.get(here, (c) => {
    const tenant = homeTenant(sandbox);
    const others = microsoft.tenants.list().filter((row) => row.tenantId !== tenant.tenantId);
    return entraPage(c, {
      title: "Overview",
      path: "Identity > Overview",
      body: html`<div class="panel"><dl>
<dt>Name</dt><dd>${tenant.name}</dd>
<dt>Tenant ID</dt><dd>${copyable("tenant-id", tenant.tenantId)}</dd>
<dt>Primary domain</dt><dd>${tenant.domain}</dd></dl></div>
<form class="panel" method="post" action="${here}/settings"><h2>Consent and security defaults</h2>
${checkField("userConsent", "Users may consent to apps accessing data on their behalf", tenant.userConsent)}
${checkField("securityDefaults", "Security defaults are on", tenant.securityDefaults)}
<button type="submit" id="save">Save</button></form>
<div class="panel"><h2>Other tenants</h2>${others.map(
        (row) =>
          html`<p>${row.name}: ${copyable(`tenant-${row.tenantId}`, row.tenantId)} <span class="soft">knows none of these apps (AADSTS700016)</span></p>`,
      )}</div>`,
    });
  });

  app.post(`${here}/settings`, async (c) => {
    const sent = await readForm(c);
    microsoft.tenants.update(homeTenant(sandbox).tenantId, {
      userConsent: sent.has("userConsent"),
      securityDefaults: sent.has("securityDefaults"),
    });
    return c.redirect(`${here}?saved=1`, 303);
  });

  app.get(`${here}/users`, (c) =>
    entraPage(c, {
      title: "Users",
      path: "Identity > Users > All users",
      body: html`<div class="panel scroll"><table id="users"><thead><tr><th>User principal name</th><th>Object ID</th><th>Role</th><th>Tokens valid from</th><th>Actions</th></tr></thead><tbody>
${usersOf(sandbox, homeTenant(sandbox).tenantId).map(
  (
    user,
  ) => html`<tr data-upn="${user.upn}"><td>${user.upn}</td><td class="id">${user.objectId}</td><td>${user.isAdmin ? "Global administrator" : "Member"}</td>
<td>${user.tokensValidFrom === 0 ? "always" : dateTime(user.tokensValidFrom)}</td>
<td><form class="inline" method="post" action="${here}/users/${user.objectId}/revoke"><button class="plain" type="submit" aria-label="Revoke sessions of ${user.upn}">Revoke sessions</button></form>
<form class="inline" method="post" action="${here}/users/${user.objectId}/password"><button class="plain" type="submit" aria-label="Reset password of ${user.upn}">Reset password</button></form></td></tr>`,
)}</tbody></table></div>`,
    }),
  );

  app.post(`${here}/users/:id/revoke`, (c) => {
    const user = microsoft.users.get(c.req.param("id"));
    if (!user) return c.notFound();
    revokeSessions(sandbox, user);
    return c.redirect(`${here}/users?saved=1`, 303);
  });

  app.post(`${here}/users/:id/password`, (c) => {
    const user = microsoft.users.get(c.req.param("id"));
    if (!user) return c.notFound();
    const password = changePassword(sandbox, user);
    return entraPage(c, {
      title: "Password reset",
      path: "Identity > Users > All users",
      body: html`<div class="panel"><p>${user.upn} signs in with ${copyable("password", password)} from now on. Sessions of before are revoked.</p><p><a href="${here}/users">All users</a></p></div>`,
    });
  });

  app.get(`${here}/enterprise`, (c) =>
    entraPage(c, {
      title: "Enterprise applications",
      path: "Identity > Applications > Enterprise applications",
      body: html`<p>What an app is in this tenant. The Object ID here is the one that Exchange wants; the one of the App registration is another.</p>
<div class="panel scroll"><table id="enterprise"><thead><tr><th>Name</th><th>Object ID</th><th>Application ID</th><th>Enabled for users to sign in</th></tr></thead><tbody>
${microsoft.enterpriseApps.list().map(
  (
    row,
  ) => html`<tr data-client-id="${row.clientId}"><td>${microsoft.apps.get(row.clientId)?.name}</td><td>${copyable(`object-${row.clientId}`, row.objectId)}</td><td class="id">${row.clientId}</td>
<td>${row.enabled ? "Yes" : "No"} <form class="inline" method="post" action="${here}/enterprise/${row.objectId}/toggle"><button class="plain" type="submit">${row.enabled ? "Disable" : "Enable"}</button></form></td></tr>`,
)}</tbody></table></div>`,
    }),
  );

  app.post(`${here}/enterprise/:id/toggle`, (c) => {
    const row = microsoft.enterpriseApps.get(c.req.param("id"));
    if (!row) return c.notFound();
    microsoft.enterpriseApps.update(row.objectId, { enabled: !row.enabled });
    return c.redirect(`${here}/enterprise?saved=1`, 303);
  });

  appPages(app, sandbox);
}
