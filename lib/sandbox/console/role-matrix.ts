import type { Hono } from "hono";
import { html } from "hono/html";
import {
  adminPermissions,
  channelPermissions,
  permissionLabel,
  permissionsOf,
} from "../cxone/permissions.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { listed } from "./listed.ts";
import { checkField, page, readForm } from "./page.ts";

/** A role at one glance: every permission on every channel, and what it may do in the Admin application (M-50, M-52). */
export function roleMatrixRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/console/roles/:roleId/matrix", (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    if (!role) return c.notFound();
    const here = `/cxone/console/roles/${role.roleId}`;
    const { rows, controls } = listed(c, store.channels.list(), (channel) => channel.name);
    const columns = ["all", ...channelPermissions];
    return page(c, {
      title: `${role.name}: permissions on all channels`,
      path: "Omnichannel Routing > ACD > Digital > Roles",
      notice: c.req.query("saved") ? "Saved." : null,
      body: html`${controls}<form class="panel" method="post" action="${here}/matrix"><div class="scroll"><table id="matrix">
<thead><tr><th>Channel</th>${columns.map((name) => html`<th>${name === "all" ? "All permissions" : name === "Send Replies" ? "Send Replies (email: Reply)" : name}</th>`)}</tr></thead><tbody>
${rows.map(
  (channel) => html`<tr data-channel-id="${channel.id}"><td>${channel.name}</td>
${columns.map(
  (name) =>
    html`<td><input type="checkbox" name="on ${channel.id}" value="${name}" aria-label="${name === "all" ? "All permissions" : permissionLabel(sandbox, channel.id, name)} on ${channel.name}" ${role.channelPermissions[channel.id]?.includes(name) ? "checked" : ""}></td>`,
)}</tr>`,
)}</tbody></table></div>
${rows.map((channel) => html`<input type="hidden" name="shown" value="${channel.id}">`)}
<button type="submit" id="save-matrix">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    });
  });

  /** Only the channels that the form showed are changed. */
  app.post("/cxone/console/roles/:roleId/matrix", async (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    if (!role) return c.notFound();
    const sent = await readForm(c);
    const known: readonly string[] = ["all", ...channelPermissions];
    const changed = { ...role.channelPermissions };
    for (const id of sent.getAll("shown")) {
      const granted = sent.getAll(`on ${id}`).filter((name) => known.includes(name));
      if (granted.length > 0) changed[id] = granted;
      else delete changed[id];
    }
    store.roles.update(role.roleId, { channelPermissions: changed });
    return c.redirect(`/cxone/console/roles/${role.roleId}/matrix?saved=1`, 303);
  });

  app.get("/cxone/console/roles/:roleId/permissions", (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    if (!role) return c.notFound();
    const granted = permissionsOf(role);
    const here = `/cxone/console/roles/${role.roleId}`;
    const areas = Object.entries(adminPermissions).map(
      ([area, options]) => html`<fieldset><legend class="label">${area}</legend>
${options.map((option) => checkField(area, `${area} ${option}`, granted[area]?.includes(option) ?? false, option, `${area}-${option}`))}</fieldset>`,
    );
    return page(c, {
      title: `${role.name}: permissions`,
      path: `General > Admin > Roles & Permissions > ${role.name} > Permissions`,
      notice: c.req.query("saved") ? "Saved." : null,
      body: role.isAdministrator
        ? html`<div class="panel"><p>The Administrator may do everything; nothing can be taken away.</p><a class="button plain" href="${here}">Back</a></div>`
        : html`<form class="panel" method="post" action="${here}/permissions">${areas}
<button type="submit" id="save-permissions">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    });
  });

  app.post("/cxone/console/roles/:roleId/permissions", async (c) => {
    const role = store.roles.get(c.req.param("roleId"));
    if (!role || role.isAdministrator) return c.notFound();
    const sent = await readForm(c);
    const entries = Object.entries(adminPermissions).map(
      ([area, options]) => [area, options.filter((option) => sent.getAll(area).includes(option))] as const,
    );
    const permissions = Object.fromEntries(entries.filter(([, options]) => options.length > 0));
    store.roles.update(role.roleId, { permissions });
    return c.redirect(`/cxone/console/roles/${role.roleId}/permissions?saved=1`, 303);
  });
}
