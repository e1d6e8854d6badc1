import type { Hono } from "hono";
import { html } from "hono/html";
import { isTaskMode } from "../../engage/tasks.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { rolePermissions } from "../../state/engage-model.ts";
import { checkField, readForm } from "../page.ts";
import { adminPage, checkList } from "./frame.ts";

/** Roles, communities and the few settings of the domain that a handover depends on. */
export function settingPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;
  const settings = "/engage/admin/settings";
  const roles = "/engage/admin/roles";

  app.get(settings, (c) =>
    adminPage(c, {
      title: "Settings",
      body: html`<form class="panel" method="post" action="${settings}">
<p>Folder mode or task mode: in task mode messages of customers become tasks, which are routed and have a queue.</p>
${checkField("push_enabled", "Task mode (push_enabled)", isTaskMode(sandbox))}
<h2>Channel groups of the active topology</h2><p class="help">Without one of them a source has neither tasks nor queue updates.</p>
${engage.channels.list().map((row) => checkField("channels", `${row.name}: ${row.sourceIds.flatMap((id) => engage.sources.get(id)?.name ?? []).join(", ")}`, row.inActiveTopology, row.id, `channel-${row.id}`))}
<button type="submit" id="save">Save</button></form>
<p>What the public facts leave open is on the page <a href="/cxone/console/switches">Switches</a>; every call in both directions on the page <a href="/cxone/console/wire">Wire</a>.</p>`,
    }),
  );

  app.post(settings, async (c) => {
    const sent = await readForm(c);
    store.setSetting("engageSettings", {
      ...store.setting<object>("engageSettings", {}),
      push_enabled: sent.get("push_enabled") === "on",
    });
    const routed = sent.getAll("channels");
    for (const row of engage.channels.list())
      engage.channels.update(row.id, { inActiveTopology: routed.includes(row.id), updatedAt: store.now() });
    return c.redirect(`${settings}?saved=1`, 303);
  });

  app.get("/engage/admin/communities", (c) =>
    adminPage(c, {
      title: "Communities",
      body: html`<div class="panel scroll"><table id="communities"><thead><tr><th>Name</th><th>Type</th><th>Active</th><th>Identities</th></tr></thead><tbody>
${engage.communities
  .list()
  .map(
    (row) =>
      html`<tr data-community-id="${row.id}"><td>${row.name}</td><td>${row.type}</td><td>${row.active ? "Yes" : "No"}</td><td>${engage.identities.list().filter((identity) => identity.communityId === row.id).length}</td></tr>`,
  )}</tbody></table></div>`,
    }),
  );

  app.get(roles, (c) =>
    adminPage(c, {
      title: "Roles",
      body: html`<div class="panel"><ul id="roles">${engage.roles
        .list()
        .map(
          (row) =>
            html`<li data-role-id="${row.id}"><a href="${roles}/${row.id}/edit">${row.label}</a> <span class="soft">${row.permissions.length} permissions, ${engage.users.list().filter((user) => user.roleId === row.id).length} agents</span></li>`,
        )}</ul></div>`,
    }),
  );

  app.get(`${roles}/:id/edit`, (c) => {
    const row = engage.roles.get(c.req.param("id"));
    if (!row) return c.notFound();
    const options = rolePermissions.map((name) => ({ value: name, label: name }));
    return adminPage(c, {
      title: row.label,
      path: "Roles",
      body: html`<form class="panel" method="post" action="${roles}/${row.id}/edit"><div class="columns">${checkList("permissions", "Permissions", options, row.permissions)}</div>
<button type="submit" id="save">Save</button> <a class="button plain" href="${roles}">Cancel</a></form>`,
    });
  });

  app.post(`${roles}/:id/edit`, async (c) => {
    const row = engage.roles.get(c.req.param("id"));
    if (!row) return c.notFound();
    const sent = (await readForm(c)).getAll("permissions");
    engage.roles.update(row.id, {
      permissions: rolePermissions.filter((name) => sent.includes(name)),
      updatedAt: store.now(),
    });
    return c.redirect(`${roles}/${row.id}/edit?saved=1`, 303);
  });
}
