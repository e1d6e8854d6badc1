import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { listed } from "../listed.ts";
import { checkField, readForm } from "../page.ts";
import { adminPage, userName } from "./frame.ts";

const here = "/engage/admin/identities";

/** Identities: where "Controlled identity" is ticked, which no API can do (E-61). */
export function identityPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;

  app.get(here, (c) => {
    const isFiltered = c.req.query("controllable") === "on";
    const all = engage.identities.list().filter((row) => !isFiltered || row.puppetizable);
    const { rows, controls } = listed(
      c,
      all,
      (row) => `${row.screenname} ${row.foreignId} ${row.email ?? ""}`,
    );
    return adminPage(c, {
      title: "Identities",
      body: html`<form class="panel" method="get" action="${here}">${checkField("controllable", "Only controllable identities", isFiltered)}<button class="plain" type="submit" id="filter">Filter</button></form>
${controls}<div class="panel scroll"><table id="identities"><thead><tr><th>Screen name</th><th>Foreign id</th><th>Community</th><th>Controlled</th></tr></thead><tbody>
${rows.map(
  (
    row,
  ) => html`<tr data-identity-id="${row.id}"><td><a href="${here}/${row.id}/edit">${row.screenname}</a></td><td class="id">${row.foreignId}</td>
<td>${engage.communities.get(row.communityId)?.name}</td><td>${row.controlled ? html`<span class="good">Yes</span>` : row.puppetizable ? "No" : html`<span class="soft">Cannot be</span>`}</td></tr>`,
)}</tbody></table>${rows.length === 0 ? html`<p class="soft">None. An identity appears with its first message, or with users.create.</p>` : ""}</div>`,
    });
  });

  app.get(`${here}/:id/edit`, (c) => {
    const row = engage.identities.get(c.req.param("id"));
    if (!row) return c.notFound();
    const agents = engage.users.list().filter((user) => user.identityIds.includes(row.id));
    const facts: [string, string | null][] = [
      ["Foreign id", row.foreignId],
      ["Community", engage.communities.get(row.communityId)?.name ?? null],
      ["Name", `${row.firstname ?? ""} ${row.lastname ?? ""}`.trim()],
      ["E-mail", row.email],
      ["Home phone", row.homePhone],
      ["Mobile phone", row.mobilePhone],
      ["Agents", agents.map(userName).join(", ")],
      ...Object.entries(row.extraValues).map(([key, value]): [string, string] => [key, String(value)]),
    ];
    return adminPage(c, {
      title: row.screenname,
      path: "Identities",
      body: html`<div class="panel"><dl>${facts.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : ""))}</dl></div>
<form class="panel" method="post" action="${here}/${row.id}/edit">
${
  row.puppetizable
    ? checkField("controlled", "Controlled identity", row.controlled)
    : html`<p class="soft">This identity was sent without puppetizable: it cannot be controlled.</p>`
}
<button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    });
  });

  app.post(`${here}/:id/edit`, async (c) => {
    const row = engage.identities.get(c.req.param("id"));
    if (!row) return c.notFound();
    const controlled = row.puppetizable && (await readForm(c)).get("controlled") === "on";
    engage.identities.update(row.id, { controlled, updatedAt: store.now() });
    return c.redirect(`${here}/${row.id}/edit?saved=1`, 303);
  });
}
