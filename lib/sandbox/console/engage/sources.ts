import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import { html } from "hono/html";
import { objectId } from "../../engage/object-id.ts";
import { synchronise } from "../../engage/synchronise.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { type Source, sdkType } from "../../state/engage-model.ts";
import { newSource } from "../../state/new-source.ts";
import { type Html, readForm, selectField, textField } from "../page.ts";
import { administrator, adminPage, isWebUrl } from "./frame.ts";
import { sourceForm, sourceStatus } from "./source-views.ts";

const here = "/engage/admin/content_sources";
const sdkName = "Engage Digital Source SDK";

/** Sources (E-30 to E-34): made here and nowhere else, with what the REST API does not show. */
export function sourcePages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;
  const mayCreate = () => {
    const role = engage.roles.get(administrator(sandbox)?.roleId ?? "");
    return role?.permissions.includes("create_content_source") ?? false;
  };

  app.get(here, (c) =>
    adminPage(c, {
      title: "Sources",
      body: html`<p><a class="button" id="add-source" href="${here}/new">+ Add source</a></p>
<div class="panel scroll"><table id="sources"><thead><tr><th>Name</th><th>Type</th><th>Community</th><th>Base URI</th><th>Status</th></tr></thead><tbody>
${engage.sources.list().map(
  (
    row,
  ) => html`<tr data-source-id="${row.id}"><td><a href="${here}/${row.id}/edit">${row.name}</a>${row.active ? "" : " (inactive)"}</td>
<td>${row.type === sdkType ? sdkName : row.type}</td><td>${engage.communities.get(row.communityId)?.name}</td><td class="id">${row.baseUri}</td>
<td class="${row.status === "ok" ? "good" : "bad"}">${row.status}</td></tr>`,
)}</tbody></table></div>`,
    }),
  );

  app.get(`${here}/new`, (c) =>
    adminPage(c, {
      title: "New source",
      path: "Sources",
      body: mayCreate() ? newForm() : askForRight(),
    }),
  );

  const newForm = (): Html => html`<form class="panel" method="post" action="${here}">
${selectField("type", "Type", [{ value: sdkType, label: sdkName }], sdkType)}
${textField({ name: "name", label: "Name", required: true })}
${selectField(
  "communityId",
  "Community",
  engage.communities
    .list()
    .filter((row) => row.type === sdkType)
    .map((row) => ({ value: row.id, label: row.name })),
  "",
)}<p class="help">Cannot be changed later.</p>
${textField({ name: "baseUri", label: "Base URI", type: "url", required: true, help: "Is called as soon as you save: whatever answers there has to be up." })}
<button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`;

  const askForRight =
    (): Html => html`<div class="panel"><p>Your role may not create sources (create_content_source). In some domains only RingCentral can allow it.</p>
<form method="post" action="${here}/ask"><button type="submit" id="ask-ringcentral">Ask RingCentral to allow it</button></form>
<p class="help">In the sandbox this is done at once.</p></div>`;

  app.post(`${here}/ask`, (c) => {
    const role = engage.roles.get(administrator(sandbox)?.roleId ?? "");
    if (role && !mayCreate())
      engage.roles.update(role.id, { permissions: [...role.permissions, "create_content_source"] });
    return c.redirect(`${here}/new`, 303);
  });

  app.post(here, async (c) => {
    const sent = await readForm(c);
    const [name, baseUri] = [(sent.get("name") ?? "").trim(), (sent.get("baseUri") ?? "").trim()];
    const community = engage.communities.get(sent.get("communityId") ?? "");
    const error = !mayCreate()
      ? "Your role may not create sources."
      : name === ""
        ? "Name: enter a name."
        : !community
          ? "Community: choose one."
          : isWebUrl(baseUri)
            ? null
            : "Base URI: enter an address that starts with https:// or http://.";
    if (error || !community)
      return adminPage(c, { title: "New source", path: "Sources", error, status: 400, body: newForm() });
    const createdAt = store.now();
    const id = objectId(createdAt);
    const fields = { id, name, type: sdkType, communityId: community.id, createdAt };
    const row = newSource(fields, { baseUri, token: randomBytes(32).toString("hex") });
    sandbox.engage.emit("sourceSaved", engage.sources.put(id, row));
    return c.redirect(`${here}/${id}/edit?saved=1`, 303);
  });

  const edit = (c: SandboxContext, row: Source, error: string | null = null) =>
    adminPage(c, {
      title: row.name,
      path: "Sources",
      error,
      ...(error ? { status: 400 } : {}),
      body: html`<div data-live="${here}/${row.id}/live">${sourceForm(sandbox, row)}
<section class="panel" aria-labelledby="details-title"><h2 id="details-title">Implementation details</h2>
<div id="source-status">${sourceStatus(sandbox, row)}</div>
<form method="post" action="${here}/${row.id}/synchronise"><button class="plain" type="submit" id="synchronise">Synchronise now</button></form></section></div>`,
    });

  app.get(`${here}/:id/edit`, (c) => {
    const row = engage.sources.get(c.req.param("id"));
    return row ? edit(c, row) : c.notFound();
  });

  app.get(`${here}/:id/live`, async (c) => {
    const row = engage.sources.get(c.req.param("id"));
    if (!row) return c.notFound();
    const status = String(await sourceStatus(sandbox, row));
    return c.json({ "source-status": status }, 200, { "cache-control": "no-store" });
  });

  app.post(`${here}/:id/edit`, async (c) => {
    const row = engage.sources.get(c.req.param("id"));
    if (!row) return c.notFound();
    const sent = await readForm(c);
    const isOn = (name: string) => sent.get(name) === "on";
    const baseUri = (sent.get("baseUri") ?? "").trim();
    const changed: Source = {
      ...row,
      name: (sent.get("name") ?? "").trim(),
      active: isOn("active"),
      fromName: sent.get("fromName") ?? "",
      baseUri,
      alternativeSignature: isOn("alternativeSignature"),
      verifySignature: isOn("verifySignature"),
      ignoreSsl: isOn("ignoreSsl"),
      defaultCategoryIds: sent.getAll("defaultCategoryIds").filter((id) => engage.categories.get(id)),
      updatedAt: store.now(),
    };
    if (changed.name === "") return edit(c, changed, "Name: enter a name.");
    if (row.type === sdkType && !isWebUrl(baseUri))
      return edit(c, changed, "Base URI: enter an address that starts with https:// or http://.");
    engage.sources.put(row.id, changed);
    // Every save asks again what the other side can do.
    if (row.type === sdkType) sandbox.engage.emit("sourceSaved", changed);
    return c.redirect(`${here}/${row.id}/edit?saved=1`, 303);
  });

  app.post(`${here}/:id/synchronise`, (c) => {
    const row = engage.sources.get(c.req.param("id"));
    if (!row) return c.notFound();
    synchronise(sandbox, row.id);
    return c.redirect(`${here}/${row.id}/edit`, 303);
  });
}
