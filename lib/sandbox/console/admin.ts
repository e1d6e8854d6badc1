import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import { html } from "hono/html";
import { createAccessKey } from "../cxone/userhub.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { administratorAgentId } from "../state/seed-people.ts";
import { listed } from "./listed.ts";
import { copyable, dateTime, page, readForm, textField } from "./page.ts";

/** Business unit, profile and employees with their access keys. */
export function adminRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/console/business-units", (c) =>
    page(c, {
      title: "Business Unit details",
      path: "Omnichannel Routing > ACD > ACD Configuration > Business Units",
      body: html`<div class="panel"><dl><dt>Name</dt><dd>${store.tenant.businessUnitName}</dd>
<dt>Unit Number</dt><dd>${copyable("unit-number", String(store.tenant.businessUnitId))}</dd>
<dt>Time zone</dt><dd>${store.tenant.timeZone}</dd><dt>Accepted extensions</dt><dd>${store.tenant.fileExtensions.map((one) => `.${one}`).join(", ") || "None: all attachments are allowed"} <a href="/cxone/console/business-units/accepted-extensions">Accepted Extensions</a></dd></dl></div>`,
    }),
  );

  app.get("/cxone/console/profile", (c) => {
    const me = store.agents.get(administratorAgentId);
    return page(c, {
      title: "My Profile",
      path: "My Profile And More > My Profile > General",
      body: html`<div class="panel"><h2>General</h2><dl><dt>Name</dt><dd>${me?.firstName} ${me?.lastName}</dd><dt>Email</dt><dd>${me?.emailAddress}</dd>
<dt>Tenant</dt><dd>${store.tenant.tenantName}</dd><dt>Tenant ID</dt><dd>${copyable("tenant-id", store.tenant.tenantId)}</dd></dl></div>`,
    });
  });

  app.get("/cxone/console/employees", (c) => {
    const { rows, controls } = listed(
      c,
      store.agents.list(),
      (agent) => `${agent.firstName} ${agent.lastName} ${agent.emailAddress}`,
    );
    return page(c, {
      title: "Employees",
      path: "General > Admin > Employees",
      body: html`${controls}<div class="panel scroll"><table id="employees"><thead><tr><th>Name</th><th>Email</th><th>Role</th><th>Status</th><th>Access keys</th></tr></thead><tbody>
${rows.map(
  (
    agent,
  ) => html`<tr data-agent-id="${agent.agentId}"><td><a href="/cxone/console/employees/${agent.agentId}">${agent.firstName} ${agent.lastName}</a></td><td>${agent.emailAddress}</td>
<td>${store.roles.get(agent.roleId)?.name}</td><td>${agent.isActive ? "Active" : "Deactivated"}</td>
<td>${store.accessKeys.list().filter((key) => key.agentId === agent.agentId).length}</td></tr>`,
)}
</tbody></table></div>`,
    });
  });

  app.get("/cxone/console/employees/:agentId", (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    if (!agent) return c.notFound();
    const keys = store.accessKeys.list().filter((key) => key.agentId === agent.agentId);
    return page(c, {
      title: `${agent.firstName} ${agent.lastName}`,
      path: "General > Admin > Employees",
      body: html`<div class="panel"><h2>Security</h2>
<form method="post" action="/cxone/console/employees/${agent.agentId}/access-keys"><button type="submit" id="add-access-key">Add Access Key</button></form>
<div class="scroll"><table id="access-keys"><thead><tr><th>Access Key ID</th><th>Created</th><th>Status</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${keys.map(
  (
    key,
  ) => html`<tr data-access-key-id="${key.accessKeyId}"><td class="id">${key.accessKeyId}</td><td>${dateTime(key.createdAt)}</td>
<td>${key.isActive ? html`<span class="good">Active</span>` : html`<span class="bad">Inactive</span>`}</td>
<td><form method="post" action="/cxone/console/access-keys/${key.accessKeyId}/toggle"><button class="plain" type="submit">${key.isActive ? "Deactivate" : "Activate"}</button></form></td></tr>`,
)}
</tbody></table></div>${keys.length === 0 ? html`<p class="soft">No access keys.</p>` : ""}</div>`,
    });
  });

  app.post("/cxone/console/employees/:agentId/access-keys", (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    if (!agent) return c.notFound();
    const key = createAccessKey(sandbox, agent.agentId);
    // Shown in this one answer: there is no address that shows the secret again.
    return page(c, {
      title: "New access key",
      path: `General > Admin > Employees > ${agent.firstName} ${agent.lastName} > Security`,
      body: html`<div class="panel"><p>Copy both values now: the secret is shown only this once.</p><dl>
<dt>Access Key ID</dt><dd>${copyable("access-key-id", key.accessKeyId)}</dd>
<dt>Access Key Secret</dt><dd><details><summary id="show-secret-key">Show Secret Key</summary>${copyable("access-key-secret", key.accessKeySecret)}</details></dd></dl>
<a class="button" href="/cxone/console/employees/${agent.agentId}">Done</a></div>`,
    });
  });

  app.post("/cxone/console/access-keys/:accessKeyId/toggle", (c) => {
    const key = store.accessKeys.get(c.req.param("accessKeyId"));
    if (!key) return c.notFound();
    store.accessKeys.update(key.accessKeyId, { isActive: !key.isActive });
    return c.redirect(`/cxone/console/employees/${key.agentId}`, 303);
  });

  app.get("/cxone/console/api-clients", (c) =>
    page(c, {
      title: "API clients",
      path: "In reality: sent by NICE two or three business days after the application registration form",
      body: html`<div class="panel scroll"><table id="api-clients"><thead><tr><th>Name</th><th>Client ID</th><th>Status</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${store.apiClients.list().map(
  (
    client,
  ) => html`<tr data-client-id="${client.clientId}"><td>${client.name}</td><td class="id">${client.clientId}</td>
<td>${client.isActive ? html`<span class="good">Active</span>` : html`<span class="bad">Disabled</span>`}</td>
<td><form method="post" action="/cxone/console/api-clients/${client.clientId}/toggle"><button class="plain" type="submit">${client.isActive ? "Disable" : "Enable"}</button></form></td></tr>`,
)}
</tbody></table></div>
<form class="panel" method="post" action="/cxone/console/api-clients"><h2>Register an application</h2>
${textField({ name: "name", label: "Application name", required: true })}<button type="submit" id="register-client">Register</button></form>`,
    }),
  );

  app.post("/cxone/console/api-clients", async (c) => {
    const name = (await readForm(c)).get("name")?.trim() || "Application";
    const clientId = crypto.randomUUID();
    const clientSecret = randomBytes(36).toString("base64url");
    store.apiClients.put(clientId, { clientId, clientSecret, name, isActive: true, createdAt: store.now() });
    return page(c, {
      title: "The answer from NICE",
      body: html`<div class="panel"><dl><dt>Client ID</dt><dd>${copyable("client-id", clientId)}</dd><dt>Client Secret</dt><dd>${copyable("client-secret", clientSecret)}</dd></dl>
<a class="button" href="/cxone/console/api-clients">Done</a></div>`,
    });
  });

  app.post("/cxone/console/api-clients/:clientId/toggle", (c) => {
    const client = store.apiClients.get(c.req.param("clientId"));
    if (!client) return c.notFound();
    store.apiClients.update(client.clientId, { isActive: !client.isActive });
    return c.redirect("/cxone/console/api-clients", 303);
  });
}
