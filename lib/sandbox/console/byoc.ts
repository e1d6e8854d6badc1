import type { Hono } from "hono";
import { html } from "hono/html";
import { createOneTimeToken } from "../cxone/one-time-token.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Integration } from "../state/digital-model.ts";
import { administratorAgentId } from "../state/seed-people.ts";
import { checkField, copyable, type Html, page, readForm, textField } from "./page.ts";

const path = "Omnichannel Routing > ACD > Digital > Bring Your Own Channel";

const urlFields = [
  ["boxUrl", "Integration box URL"],
  ["authorizationUrl", "Authorization URL"],
  ["addUrl", "Add action URL"],
  ["reconnectUrl", "Reconnect action URL"],
  ["removeUrl", "Remove action URL"],
] as const;

type Draft = Omit<Integration, "integrationId" | "createdAt" | "cachedToken">;

const emptyDraft: Draft = {
  name: "",
  boxUrl: "",
  authorizationUrl: "",
  addUrl: "",
  reconnectUrl: "",
  removeUrl: "",
  clientId: "",
  clientSecret: "",
  color: "#7a4b10",
  useDfo3Outbound: false,
};

function form(action: string, draft: Draft, isNew: boolean): Html {
  return html`<form class="panel" method="post" action="${action}">
${textField({ name: "name", label: "Name", value: draft.name, required: true })}
${urlFields.map(([name, label]) => textField({ name, label, value: draft[name], type: "url", required: true }))}
${textField({ name: "clientId", label: "Client ID", value: draft.clientId, required: true, help: "Any value; the middleware has to know the same." })}
${textField({
  name: "clientSecret",
  label: "Client Secret",
  type: "password",
  required: isNew,
  value: isNew ? draft.clientSecret : "",
  help: isNew ? "The middleware has to know the same." : "Empty keeps the one that is stored.",
})}
${textField({ name: "color", label: "Color", value: draft.color })}
${checkField("useDfo3Outbound", "Use DFO 3.0 Outbound API for replies", draft.useDfo3Outbound)}
<button type="submit" id="save">Save</button> <a class="button plain" href="/cxone/console/byoc">Cancel</a>
</form>`;
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Where a person tells CXone of a middleware; there is no API for it (facts/cxone.md §3.2). */
export function byocRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const readDraft = async (c: SandboxContext, before: Integration | null) => {
    const sent = await readForm(c);
    const text = (name: string) => (sent.get(name) ?? "").trim();
    const draft: Draft = {
      name: text("name"),
      boxUrl: text("boxUrl"),
      authorizationUrl: text("authorizationUrl"),
      addUrl: text("addUrl"),
      reconnectUrl: text("reconnectUrl"),
      removeUrl: text("removeUrl"),
      clientId: text("clientId"),
      clientSecret: (sent.get("clientSecret") ?? "") || (before?.clientSecret ?? ""),
      color: text("color") || emptyDraft.color,
      useDfo3Outbound: sent.get("useDfo3Outbound") === "on",
    };
    const badUrl = urlFields.find(([name]) => !isWebUrl(draft[name]));
    const twin = store.integrations.find(
      (other) =>
        other.integrationId !== before?.integrationId &&
        other.name.toLowerCase() === draft.name.toLowerCase(),
    );
    let error: string | null = null;
    if (draft.name === "") error = "Name: enter a name.";
    else if (twin) error = `Name: there already is an integration named ${twin.name}.`;
    else if (badUrl) error = `${badUrl[1]}: enter an address that starts with https:// or http://.`;
    else if (draft.clientId === "") error = "Client ID: enter a value.";
    else if (draft.clientSecret === "") error = "Client Secret: enter a value.";
    return { draft, error };
  };

  app.get("/cxone/console/byoc", (c) => {
    const saved = store.integrations.get(c.req.query("saved") ?? "");
    return page(c, {
      title: "Bring Your Own Channel",
      path,
      notice: saved ? `${saved.name} is saved. Its Integration ID is ${saved.integrationId}.` : null,
      body: html`<p><a class="button" id="add-integration" href="/cxone/console/byoc/new">+ Add</a></p>
<div class="panel scroll"><table id="integrations"><thead><tr><th>Name</th><th>Integration ID</th><th>Integration box URL</th><th>Channels</th></tr></thead><tbody>
${store.integrations.list().map(
  (
    row,
  ) => html`<tr data-integration-id="${row.integrationId}"><td><a href="/cxone/console/byoc/${row.integrationId}">${row.name}</a></td>
<td>${copyable(`integration-id-${row.integrationId}`, row.integrationId)}</td><td class="id">${row.boxUrl}</td>
<td>${store.channels.list().filter((channel) => channel.channelIntegrationId === row.integrationId).length}</td></tr>`,
)}
</tbody></table>${store.integrations.size === 0 ? html`<p class="soft">No integrations yet.</p>` : ""}</div>`,
    });
  });

  app.get("/cxone/console/byoc/new", (c) =>
    page(c, { title: "Add an integration", path, body: form("/cxone/console/byoc", emptyDraft, true) }),
  );

  app.post("/cxone/console/byoc", async (c) => {
    const { draft, error } = await readDraft(c, null);
    if (error)
      return page(c, {
        title: "Add an integration",
        path,
        error,
        status: 400,
        body: form("/cxone/console/byoc", draft, true),
      });
    const integrationId = crypto.randomUUID();
    store.integrations.put(integrationId, {
      integrationId,
      ...draft,
      createdAt: store.now(),
      cachedToken: null,
    });
    return c.redirect(`/cxone/console/byoc?saved=${integrationId}`, 303);
  });

  app.get("/cxone/console/byoc/:integrationId", (c) => {
    const row = store.integrations.get(c.req.param("integrationId"));
    if (!row) return c.notFound();
    return page(c, {
      title: row.name,
      path,
      notice: c.req.query("saved") ? "Saved." : null,
      body: html`<div class="panel"><dl><dt>Integration ID</dt><dd>${copyable("integration-id", row.integrationId)}</dd></dl></div>
${form(`/cxone/console/byoc/${row.integrationId}`, row, false)}
<form method="post" action="/cxone/console/byoc/${row.integrationId}/delete"><button class="plain" type="submit" id="delete-integration">Delete integration</button></form>`,
    });
  });

  app.post("/cxone/console/byoc/:integrationId", async (c) => {
    const row = store.integrations.get(c.req.param("integrationId"));
    if (!row) return c.notFound();
    const { draft, error } = await readDraft(c, row);
    const action = `/cxone/console/byoc/${row.integrationId}`;
    if (error)
      return page(c, { title: row.name, path, error, status: 400, body: form(action, draft, false) });
    // Other URLs or credentials make the token of before worthless.
    store.integrations.update(row.integrationId, { ...draft, cachedToken: null });
    return c.redirect(`${action}?saved=1`, 303);
  });

  app.post("/cxone/console/byoc/:integrationId/delete", (c) => {
    store.integrations.remove(c.req.param("integrationId"));
    return c.redirect("/cxone/console/byoc", 303);
  });

  /** A click on a tile or action sends the browser to the middleware with a token that works once (§3.3, step 5). */
  const redirectTo = (c: SandboxContext, row: Integration, target: string, channelId?: string) => {
    const user = store.agents.get(administratorAgentId);
    if (!user) return c.notFound();
    const url = new URL(target);
    url.searchParams.set("userId", String(user.digitalUserId));
    url.searchParams.set("brandId", String(store.tenant.brandId));
    url.searchParams.set("token", createOneTimeToken(sandbox, user, "channel-integration").token);
    url.searchParams.set(
      "backUrl",
      `${sandbox.baseUrl}/cxone/console/points-of-contact?back=${row.integrationId}`,
    );
    url.searchParams.set("apiHost", `${sandbox.baseUrl}/cxone/dfo-host`);
    if (channelId !== undefined) url.searchParams.set("channelId", channelId);
    return c.redirect(url.href, 302);
  };

  app.get("/cxone/console/byoc/:integrationId/add", (c) => {
    const row = store.integrations.get(c.req.param("integrationId"));
    return row ? redirectTo(c, row, row.addUrl) : c.notFound();
  });

  app.get("/cxone/console/points-of-contact/:channelId/:action{reconnect|remove}", (c) => {
    const channel = store.channels.get(c.req.param("channelId"));
    const row = channel && store.integrations.get(channel.channelIntegrationId);
    if (!row) return c.notFound();
    return redirectTo(
      c,
      row,
      c.req.param("action") === "remove" ? row.removeUrl : row.reconnectUrl,
      channel.id,
    );
  });
}
