import type { Hono } from "hono";
import { html } from "hono/html";
import { channelPermissions, permissionLabel, permissionsOf } from "../cxone/permissions.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { listed } from "./listed.ts";
import { checkField, page, readForm } from "./page.ts";

const path = "Omnichannel Routing > ACD > Roles";

/** Roles and their permissions on single channels: no API sets these either (facts/cxone.md §2.4, H-50, H-51). */
export function roleRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const words = (channelId: string, granted: string[] | undefined) => {
    if (!granted || granted.length === 0) return html`<span class="soft">None</span>`;
    return granted.includes("all")
      ? "All permissions"
      : granted.map((name) => permissionLabel(sandbox, channelId, name)).join(", ");
  };

  app.get("/cxone/console/roles", (c) =>
    page(c, {
      title: "Roles",
      path,
      body: html`<div class="panel scroll"><table id="roles"><thead><tr><th>Role</th><th>Description</th><th>Users</th><th>Assigned channels</th></tr></thead><tbody>
${store.roles.list().map(
  (
    role,
  ) => html`<tr data-role-id="${role.roleId}"><td><a href="/cxone/console/roles/${role.roleId}">${role.name}</a></td><td>${role.description}</td>
<td>${store.agents.where("role", String(role.roleId)).length}</td><td>${Object.keys(role.channelPermissions).length}</td></tr>`,
)}
</tbody></table></div>`,
    }),
  );

  app.get("/cxone/console/roles/:roleId", (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    if (!role) return c.notFound();
    const here = `/cxone/console/roles/${role.roleId}`;
    const { rows, controls } = listed(c, store.channels.list(), (channel) => channel.name);
    const sees = permissionsOf(role).Skills?.includes("View");
    return page(c, {
      title: role.name,
      path,
      notice: c.req.query("saved") ? "The role permissions are updated." : null,
      body: html`<div class="panel"><h2>Admin application</h2><p>Skills View: ${sees ? html`<span class="good">yes</span>` : html`<span class="bad">no, so nobody with this role can answer</span>`}</p>
<a class="button plain" href="${here}/permissions">Admin permissions</a><a class="button plain" href="${here}/matrix">All channels as a matrix</a></div>
${controls}<div class="panel scroll"><h2>Assigned Channels</h2><table id="assigned-channels"><thead><tr><th>Channel</th><th>Permissions</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map(
  (
    channel,
  ) => html`<tr data-channel-id="${channel.id}"><td>${channel.name}</td><td>${words(channel.id, role.channelPermissions[channel.id])}</td>
<td><a href="/cxone/console/roles/${role.roleId}/channels/${encodeURIComponent(channel.id)}" aria-label="Permissions on ${channel.name}">Permissions</a></td></tr>`,
)}
</tbody></table></div>`,
    });
  });

  app.get("/cxone/console/roles/:roleId/channels/:channelId", (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    const channel = store.channels.get(c.req.param("channelId"));
    if (!role || !channel) return c.notFound();
    const granted = role.channelPermissions[channel.id] ?? [];
    return page(c, {
      title: `${role.name} on ${channel.name}`,
      path: `${path} > ${role.name} > Assigned Channels`,
      body: html`<form class="panel" method="post" action="/cxone/console/roles/${role.roleId}/channels/${encodeURIComponent(channel.id)}">
<fieldset><legend class="label">Permissions on this channel</legend>
${checkField("permission", "All permissions", granted.includes("all"), "all", "permission-all")}
${channelPermissions.map((name, at) => checkField("permission", permissionLabel(sandbox, channel.id, name), granted.includes(name), name, `permission-${at}`))}
</fieldset>
<button type="submit" id="update-role-permissions">Update Role Permissions</button> <a class="button plain" href="/cxone/console/roles/${role.roleId}">Cancel</a></form>`,
    });
  });

  app.post("/cxone/console/roles/:roleId/channels/:channelId", async (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    const channel = store.channels.get(c.req.param("channelId"));
    if (!role || !channel) return c.notFound();
    const known: readonly string[] = ["all", ...channelPermissions];
    const granted = (await readForm(c)).getAll("permission").filter((name) => known.includes(name));
    store.roles.update(role.roleId, {
      channelPermissions: { ...role.channelPermissions, [channel.id]: granted },
    });
    return c.redirect(`/cxone/console/roles/${role.roleId}?saved=1`, 303);
  });
}
