import { html } from "hono/html";
import { everyEvent } from "../../engage/webhook-events.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Webhook } from "../../state/engage-model.ts";
import { checkField, clock, type Html, selectField, textField } from "../page.ts";
import { checkList } from "./frame.ts";

const shown = 30;

/** The state of a webhook in words. */
export function webhookState(row: Webhook): Html {
  const colour = { enabled: "good", pending: "wait", disabled: "bad", suspended: "bad" }[row.status];
  return html`<strong class="${colour}">${row.status}</strong>${row.lastError ? html` <span class="soft">${row.lastError}</span>` : ""}`;
}

/** The settings of a webhook in the vendor's three sections. */
export function webhookForm(sandbox: Sandbox, action: string, row: Webhook): Html {
  const { tokens, sources } = sandbox.store.engage;
  const tokenOptions = tokens.list().map((token) => ({ value: token.id, label: token.name }));
  const sourceOptions = sources.list().map((source) => ({ value: source.id, label: source.name }));
  const eventOptions = everyEvent.map((type) => ({ value: type, label: type }));
  return html`<form class="panel" method="post" action="${action}"><h2>SETTINGS</h2>
${selectField("tokenId", "API access token", tokenOptions, row.tokenId)}
${textField({ name: "name", label: "Name", value: row.name })}
${checkField("active", "Active", row.active)}
${checkField("stagingUse", "Staging environment", row.stagingUse)}
${checkField("ignoreSsl", "Ignore SSL validity", row.ignoreSsl)}
${textField({ name: "url", label: "URL", value: row.url, type: "url", required: true, help: "Is asked for the challenge as soon as you save." })}
${textField({ name: "verifyToken", label: "Verification Token", value: row.verifyToken })}
${textField({ name: "secret", label: "Secret", value: row.secret, help: "Sent in clear as X-Dimelo-Secret. ASCII, fewer than 256 characters." })}
<h2>FILTERS</h2>
${selectField(
  "sourceStrategy",
  "Sources filtering strategy",
  [
    { value: "all_except", label: "All the sources except" },
    { value: "none_except", label: "No sources except" },
  ],
  row.sourceStrategy,
)}
${checkList("sourceIds", "Sources", sourceOptions, row.sourceIds)}
<h2>SUBSCRIPTIONS</h2>
<div class="columns">${checkList("registeredEvents", "Registered events", eventOptions, row.registeredEvents)}</div>
<button type="submit" id="save">Save</button> <a class="button plain" href="/engage/admin/webhooks">Cancel</a></form>`;
}

/** What was sent to a webhook last, and how it went. */
export function deliveriesView(sandbox: Sandbox, row: Webhook): Html {
  const { engage } = sandbox.store;
  const rows = engage.deliveries.where("webhook", row.id).slice(-shown).reverse();
  if (rows.length === 0) return html`<p class="soft">Nothing yet.</p>`;
  return html`<table><thead><tr><th>Time</th><th>Events</th><th>State</th><th>Tries</th><th>Last answer</th></tr></thead><tbody>${rows.map(
    (delivery) => html`<tr data-delivery-id="${delivery.id}"><td>${clock(delivery.createdAt)}</td>
<td class="id">${delivery.eventIds.map((id) => engage.webhookEvents.get(id)?.type ?? "forgotten").join(", ")}</td>
<td class="${{ delivered: "good", waiting: "wait", given_up: "bad" }[delivery.state]}">${delivery.state === "given_up" ? "given up" : delivery.state}</td>
<td>${delivery.attempts}</td><td>${delivery.lastError ?? delivery.lastStatus ?? ""}</td></tr>`,
  )}</tbody></table>`;
}
