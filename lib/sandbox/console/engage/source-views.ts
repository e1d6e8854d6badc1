import { html } from "hono/html";
import { realtimeUrl } from "../../engage/credentials.ts";
import type { Sandbox } from "../../sandbox.ts";
import { type Source, sdkType } from "../../state/engage-model.ts";
import { checkField, copyable, dateTime, type Html, textField } from "../page.ts";
import { categoryChecks } from "./frame.ts";

/** The settings of a source as the vendor groups them. */
export function sourceForm(sandbox: Sandbox, row: Source): Html {
  const isSdk = row.type === sdkType;
  return html`<form class="panel" method="post" action="/engage/admin/content_sources/${row.id}/edit"><h2>Settings</h2>
${checkField("active", "Active", row.active)}
${textField({ name: "name", label: "Name", value: row.name, required: true })}
<p class="label">Community</p><p class="soft">${sandbox.store.engage.communities.get(row.communityId)?.name} (cannot be changed)</p>
${textField({ name: "fromName", label: "Sender name", value: row.fromName, help: "What customers see as the name of the agent." })}
${
  isSdk
    ? html`<p class="label">API access token</p><p>${copyable("source-token", row.token)}</p>
${textField({ name: "baseUri", label: "Base URI", value: row.baseUri, type: "url", required: true, help: "Is called with implementation.info at every save." })}
${checkField("alternativeSignature", "Alternative signature", row.alternativeSignature)}
${checkField("verifySignature", "Verify signature", row.verifySignature)}
${checkField("ignoreSsl", "Ignore SSL validity", row.ignoreSsl)}`
    : ""
}
<h2>Message settings</h2>
${categoryChecks(sandbox, "defaultCategoryIds", "Default categories", row.defaultCategoryIds)}
<button type="submit" id="save">Save</button> <a class="button plain" href="/engage/admin/content_sources">Cancel</a></form>`;
}

/** What the other side has answered last; renews itself. */
export function sourceStatus(sandbox: Sandbox, row: Source): Html {
  const { implementation } = row;
  if (row.type !== sdkType) return html`<p class="soft">This source has no implementation of its own.</p>`;
  return html`<dl><dt>Realtime Endpoint URL</dt><dd>${copyable("realtime-url", realtimeUrl(sandbox, row.id))}</dd>
<dt>Status</dt><dd id="status" class="${row.status === "ok" ? "good" : "bad"}">${row.status}</dd>
${row.errorMessage ? html`<dt>Error message</dt><dd id="error-message" class="bad">${row.errorMessage}</dd>` : ""}
<dt>Asked last</dt><dd>${row.implementationAt === null ? "Never: save the source with a Base URI" : dateTime(row.implementationAt)}</dd>
<dt>Last synchronisation</dt><dd>${row.lastSyncAt === null ? "None" : dateTime(row.lastSyncAt)}</dd></dl>
<h3>Implemented actions</h3>
${
  implementation === null
    ? html`<p class="soft" id="implemented-actions">None known. Nothing but implementation.info is sent to this source.</p>`
    : html`<ul id="implemented-actions">${Object.entries(implementation.objects).map(
        ([name, verbs]) => html`<li><strong>${name}</strong>: ${verbs.join(", ")}</li>`,
      )}<li><strong>options</strong>: ${implementation.options.join(", ") || "none"}</li></ul>`
}`;
}
