import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import { html } from "hono/html";
import { objectId } from "../../engage/object-id.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { copyable, readForm, selectField, textField } from "../page.ts";
import { adminPage, userName } from "./frame.ts";

const here = "/engage/admin/api_access_tokens";

/** API access tokens (E-10): made here and nowhere else; each does what its agent may do. */
export function tokenPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { engage } = sandbox.store;
  const agents = () => engage.users.list().map((user) => ({ value: user.id, label: userName(user) }));

  app.get(here, (c) =>
    adminPage(c, {
      title: "API access tokens",
      body: html`<p><a class="button" id="add-token" href="${here}/new">+ Add API access token</a></p>
<div class="panel scroll"><table id="tokens"><thead><tr><th>Name</th><th>Agent</th><th>API access token</th><th>Enabled</th><th>Actions</th></tr></thead><tbody>
${engage.tokens.list().map((row) => {
  const owner = engage.users.get(row.userId);
  return html`<tr data-token-id="${row.id}"><td>${row.name}</td><td>${owner ? userName(owner) : "deleted"}</td>
<td>${copyable(`token-${row.id}`, row.token)}</td><td>${row.enabled ? "Yes" : "No"}</td>
<td><form class="inline" method="post" action="${here}/${row.id}/toggle"><button class="plain" type="submit" aria-label="${row.enabled ? "Disable" : "Enable"} ${row.name}">${row.enabled ? "Disable" : "Enable"}</button></form></td></tr>`;
})}</tbody></table></div>`,
    }),
  );

  app.get(`${here}/new`, (c) =>
    adminPage(c, {
      title: "New API access token",
      path: "API access tokens",
      body: html`<form class="panel" method="post" action="${here}">
${textField({ name: "name", label: "Name", required: true })}
${selectField("userId", "Agent", agents(), "")}
<button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    }),
  );

  app.post(here, async (c) => {
    const sent = await readForm(c);
    const owner = engage.users.get(sent.get("userId") ?? "");
    const name = (sent.get("name") ?? "").trim();
    if (!owner || name === "") return c.redirect(`${here}/new`, 303);
    const now = sandbox.store.now();
    const id = objectId(now);
    const token = randomBytes(32).toString("hex");
    engage.tokens.put(id, {
      id,
      name,
      token,
      userId: owner.id,
      enabled: true,
      createdAt: now,
      updatedAt: now,
    });
    return c.redirect(`${here}?saved=${id}`, 303);
  });

  app.post(`${here}/:id/toggle`, (c) => {
    const row = engage.tokens.get(c.req.param("id"));
    if (!row) return c.notFound();
    engage.tokens.update(row.id, { enabled: !row.enabled, updatedAt: sandbox.store.now() });
    return c.redirect(`${here}?saved=${row.id}`, 303);
  });
}
