import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { User } from "../../state/engage-model.ts";
import { listed } from "../listed.ts";
import { checkField, type Html, readForm, selectField } from "../page.ts";
import { adminPage, categoryChecks, userName } from "./frame.ts";

const here = "/engage/admin/users";

/** What an agent may be given for a source. */
const sourceRights = [
  "read",
  "reply",
  "reply_with_html",
  "initiate_discussion",
  "destroy",
  "approval_required",
] as const;

/** Agents: the key with the permissions by source (E-40), and the identities they write as (E-61). */
export function agentPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;
  const userOf = (c: SandboxContext) => engage.users.get(c.req.param("id") ?? "");
  const change = (user: User, patch: Partial<User>) =>
    engage.users.update(user.id, { ...patch, updatedAt: store.now() });

  app.get(here, (c) => {
    const { rows, controls } = listed(c, engage.users.list(), (user) => `${userName(user)} ${user.email}`);
    return adminPage(c, {
      title: "Agents",
      body: html`${controls}<div class="panel scroll"><table id="agents"><thead><tr><th>Name</th><th>Role</th><th>Skills</th><th>Identities</th><th>Permissions</th></tr></thead><tbody>
${rows.map(
  (
    user,
  ) => html`<tr data-user-id="${user.id}"><td><a href="${here}/${user.id}/edit">${userName(user)}</a>${user.enabled ? "" : " (disabled)"}</td>
<td>${engage.roles.get(user.roleId)?.label}</td><td>${user.categoryIds.flatMap((id) => engage.categories.get(id)?.name ?? []).join(", ")}</td>
<td>${user.identityIds.flatMap((id) => engage.identities.get(id)?.screenname ?? []).join(", ")}</td>
<td><a href="${here}/${user.id}/sources_permissions" aria-label="Source permissions of ${userName(user)}">&#128273; Permissions</a></td></tr>`,
)}</tbody></table></div>`,
    });
  });

  app.get(`${here}/:id/sources_permissions`, (c) => {
    const user = userOf(c);
    if (!user) return c.notFound();
    return adminPage(c, {
      title: `Source permissions of ${userName(user)}`,
      path: "Agents",
      body: html`<form class="panel scroll" method="post" action="${here}/${user.id}/sources_permissions"><table><thead><tr><th>Source</th>${sourceRights.map((right) => html`<th>${right}</th>`)}</tr></thead><tbody>
${engage.sources
  .list()
  .map(
    (source) =>
      html`<tr data-source-id="${source.id}"><th scope="row">${source.name}</th>${sourceRights.map(
        (right) =>
          html`<td><input type="checkbox" name="${source.id}" value="${right}" aria-label="${right} on ${source.name}" ${user.sourcesPermissions[source.id]?.includes(right) ? "checked" : ""}></td>`,
      )}</tr>`,
  )}</tbody></table><button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    });
  });

  app.post(`${here}/:id/sources_permissions`, async (c) => {
    const user = userOf(c);
    if (!user) return c.notFound();
    const sent = await readForm(c);
    const entries = engage.sources.list().flatMap((source) => {
      const rights = sent.getAll(source.id);
      return rights.length === 0 ? [] : [[source.id, rights] as const];
    });
    change(user, { sourcesPermissions: Object.fromEntries(entries) });
    return c.redirect(`${here}/${user.id}/sources_permissions?saved=1`, 303);
  });

  const identityList = (user: User): Html => html`<ul class="cases" id="agent-identities">
${user.identityIds.flatMap((id) => {
  const identity = engage.identities.get(id);
  if (!identity) return [];
  return html`<li data-identity-id="${id}">${identity.screenname} <span class="meta">${engage.communities.get(identity.communityId)?.name} - ${identity.controlled ? "controlled" : "not controlled: nobody can write as this identity"}</span>
<form class="inline" method="post" action="${here}/${user.id}/identities/${id}/remove"><button class="plain" type="submit" aria-label="Remove ${identity.screenname}">Remove</button></form></li>`;
})}</ul>${user.identityIds.length === 0 ? html`<p class="soft">None: this agent can answer on no Source SDK source.</p>` : ""}`;

  app.get(`${here}/:id/edit`, (c) => {
    const user = userOf(c);
    if (!user) return c.notFound();
    const communities = engage.communities.list().filter((row) => row.active);
    const chosen = c.req.query("community") ?? communities[0]?.id ?? "";
    const free = engage.identities
      .list()
      .filter((row) => row.communityId === chosen && row.controlled && !user.identityIds.includes(row.id));
    return adminPage(c, {
      title: userName(user),
      path: "Agents",
      body: html`<section class="panel" aria-labelledby="identities-title"><h2 id="identities-title">Identities</h2>${identityList(user)}
<form method="get" action="${here}/${user.id}/edit">${selectField(
        "community",
        "Community",
        communities.map((row) => ({ value: row.id, label: row.name })),
        chosen,
      )}<button class="plain" type="submit" id="show-community">Show identities</button></form>
<form method="post" action="${here}/${user.id}/identities">${selectField(
        "identityId",
        "Identity",
        free.map((row) => ({ value: row.id, label: `${row.screenname} (${row.foreignId})` })),
        "",
      )}<p class="help">Only controlled identities of the community can be given to an agent.</p>
<button type="submit" id="assign-identity">Assign identity</button></form></section>
<form class="panel" method="post" action="${here}/${user.id}/edit"><h2>General</h2>
${checkField("enabled", "Enabled", user.enabled)}
${selectField(
  "roleId",
  "Role",
  engage.roles.list().map((role) => ({ value: role.id, label: role.label })),
  user.roleId,
)}
${categoryChecks(sandbox, "categoryIds", "Categories (skills)", user.categoryIds)}
<button type="submit" id="save">Save</button></form>`,
    });
  });

  app.post(`${here}/:id/edit`, async (c) => {
    const user = userOf(c);
    if (!user) return c.notFound();
    const sent = await readForm(c);
    change(user, {
      enabled: sent.get("enabled") === "on",
      roleId: engage.roles.get(sent.get("roleId") ?? "")?.id ?? user.roleId,
      categoryIds: sent.getAll("categoryIds").filter((id) => engage.categories.get(id)),
    });
    return c.redirect(`${here}/${user.id}/edit?saved=1`, 303);
  });

  app.post(`${here}/:id/identities`, async (c) => {
    const user = userOf(c);
    const identity = engage.identities.get((await readForm(c)).get("identityId") ?? "");
    if (!user || !identity?.controlled) return c.notFound();
    const others = user.identityIds.filter((id) => id !== identity.id);
    change(user, { identityIds: [...others, identity.id] });
    return c.redirect(`${here}/${user.id}/edit?saved=1&community=${identity.communityId}`, 303);
  });

  app.post(`${here}/:id/identities/:identityId/remove`, (c) => {
    const user = userOf(c);
    if (!user) return c.notFound();
    change(user, { identityIds: user.identityIds.filter((id) => id !== c.req.param("identityId")) });
    return c.redirect(`${here}/${user.id}/edit?saved=1`, 303);
  });
}
