import type { Hono } from "hono";
import { html } from "hono/html";
import { objectId } from "../../engage/object-id.ts";
import { everyEvent } from "../../engage/webhook-events.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { Webhook } from "../../state/engage-model.ts";
import { readForm } from "../page.ts";
import { adminPage, isWebUrl } from "./frame.ts";
import { deliveriesView, webhookForm, webhookState } from "./webhook-views.ts";

const here = "/engage/admin/webhooks";
const longestSecret = 255;

/** What is wrong with a webhook that somebody wants to save, in words; null when nothing is. */
function faultIn(sandbox: Sandbox, row: Webhook): string | null {
  const { engage } = sandbox.store;
  if (!engage.tokens.get(row.tokenId)) return "API access token: choose one.";
  if (!isWebUrl(row.url)) return "URL: enter an address that starts with https:// or http://.";
  const twin = engage.webhooks.find(
    (other) => other.id !== row.id && other.tokenId === row.tokenId && other.url === row.url,
  );
  if (twin) return "URL: this API access token has a webhook with this URL already.";
  if (!/^[\x20-\x7e]*$/.test(row.secret)) return "Secret: only ASCII characters are allowed.";
  if (row.secret.length > longestSecret) return `Secret: at most ${longestSecret} characters.`;
  if (row.registeredEvents.length === 0) return "Registered events: choose at least one.";
  return null;
}

/** Webhooks (E-50 to E-54), with the source filter that no API has. */
export function webhookPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;

  app.get(here, (c) =>
    adminPage(c, {
      title: "Webhooks",
      body: html`<p><a class="button" id="add-webhook" href="${here}/new">+ Add webhook</a></p>
<div class="panel scroll"><table id="webhooks"><thead><tr><th>Name</th><th>URL</th><th>Active</th><th>Status</th></tr></thead><tbody>
${engage.webhooks.list().map(
  (
    row,
  ) => html`<tr data-webhook-id="${row.id}"><td><a href="${here}/${row.id}/edit">${row.name}</a></td><td class="id">${row.url}</td>
<td>${row.active ? "Yes" : "No"}</td><td>${webhookState(row)}</td></tr>`,
)}</tbody></table>${engage.webhooks.size === 0 ? html`<p class="soft">No webhooks yet.</p>` : ""}</div>`,
    }),
  );

  const fresh = (): Webhook => {
    const now = store.now();
    return {
      id: objectId(now),
      tokenId: "",
      name: "",
      url: "",
      verifyToken: "",
      secret: "",
      active: true,
      stagingUse: false,
      registeredEvents: [],
      status: "disabled",
      sourceStrategy: "all_except",
      sourceIds: [],
      ignoreSsl: false,
      lastError: null,
      createdAt: now,
      updatedAt: now,
    };
  };

  const readWebhook = async (c: SandboxContext, before: Webhook): Promise<Webhook> => {
    const sent = await readForm(c);
    const text = (name: string) => (sent.get(name) ?? "").trim();
    const url = text("url");
    const tokenName = engage.tokens.get(text("tokenId"))?.name ?? "";
    const host = isWebUrl(url) ? new URL(url).hostname : "";
    return {
      ...before,
      tokenId: text("tokenId"),
      name: text("name") || `${host} ${tokenName}`,
      url,
      verifyToken: text("verifyToken"),
      secret: sent.get("secret") ?? "",
      active: sent.get("active") === "on",
      stagingUse: sent.get("stagingUse") === "on",
      ignoreSsl: sent.get("ignoreSsl") === "on",
      registeredEvents: sent.getAll("registeredEvents").filter((type) => everyEvent.includes(type)),
      sourceStrategy: text("sourceStrategy") === "none_except" ? "none_except" : "all_except",
      sourceIds: sent.getAll("sourceIds").filter((id) => engage.sources.get(id)),
      updatedAt: store.now(),
    };
  };

  /** Stores it, and has the address checked when it is new, newly active, or elsewhere than before. */
  const save = (row: Webhook, before: Webhook | null) => {
    const isToValidate =
      row.active && (!before?.active || before.url !== row.url || before.secret !== row.secret);
    const stored = engage.webhooks.put(
      row.id,
      isToValidate ? { ...row, status: "pending" } : row.active ? row : { ...row, status: "disabled" },
    );
    if (isToValidate) sandbox.engage.emit("webhookSaved", stored);
  };

  const newPage = (c: SandboxContext, row: Webhook, error: string | null = null) =>
    adminPage(c, {
      title: "New webhook",
      path: "Webhooks",
      error,
      ...(error ? { status: 400 } : {}),
      body: webhookForm(sandbox, here, row),
    });

  app.get(`${here}/new`, (c) => newPage(c, fresh()));

  app.post(here, async (c) => {
    const row = await readWebhook(c, fresh());
    const error = faultIn(sandbox, row);
    if (error) return newPage(c, row, error);
    save(row, null);
    return c.redirect(`${here}/${row.id}/edit?saved=1`, 303);
  });

  const edit = (c: SandboxContext, row: Webhook, error: string | null = null) =>
    adminPage(c, {
      title: row.name,
      path: "Webhooks",
      error,
      ...(error ? { status: 400 } : {}),
      body: html`<div data-live="${here}/${row.id}/live"><section class="panel"><p>Status: <span id="webhook-status">${webhookState(row)}</span></p></section>
${webhookForm(sandbox, `${here}/${row.id}/edit`, row)}
<section class="panel" aria-labelledby="deliveries-title"><h2 id="deliveries-title">Last deliveries</h2><div class="scroll" id="deliveries">${deliveriesView(sandbox, row)}</div></section>
<form method="post" action="${here}/${row.id}/delete"><button class="plain" type="submit" id="delete-webhook">Delete webhook</button></form></div>`,
    });

  app.get(`${here}/:id/edit`, (c) => {
    const row = engage.webhooks.get(c.req.param("id"));
    return row ? edit(c, row) : c.notFound();
  });

  app.get(`${here}/:id/live`, async (c) => {
    const row = engage.webhooks.get(c.req.param("id"));
    if (!row) return c.notFound();
    const parts = {
      "webhook-status": String(await webhookState(row)),
      deliveries: String(await deliveriesView(sandbox, row)),
    };
    return c.json(parts, 200, { "cache-control": "no-store" });
  });

  app.post(`${here}/:id/edit`, async (c) => {
    const before = engage.webhooks.get(c.req.param("id"));
    if (!before) return c.notFound();
    const row = await readWebhook(c, before);
    const error = faultIn(sandbox, row);
    if (error) return edit(c, row, error);
    save(row, before);
    return c.redirect(`${here}/${row.id}/edit?saved=1`, 303);
  });

  app.post(`${here}/:id/delete`, (c) => {
    engage.webhooks.remove(c.req.param("id"));
    return c.redirect(here, 303);
  });
}
