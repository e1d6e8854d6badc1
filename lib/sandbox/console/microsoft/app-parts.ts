import { html } from "hono/html";
import { consented } from "../../microsoft/directory.ts";
import { shortName } from "../../microsoft/scopes.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { EntraApp, EntraSecret } from "../../state/microsoft-model.ts";
import { checkField, copyable, dateTime, type Html, selectField, textField } from "../page.ts";

const here = "/microsoft/entra/apps";

/** The API permissions that this Entra offers. */
export const knownPermissions = {
  delegated: [
    "https://outlook.office.com/SMTP.Send",
    "https://outlook.office.com/IMAP.AccessAsUser.All",
    "https://graph.microsoft.com/User.Read",
  ],
  application: ["SMTP.SendAsApp"],
};

/** Name, ids and redirect URIs. */
export function registrationPart(row: EntraApp): Html {
  return html`<div class="panel"><h2>Overview</h2><dl>
<dt>Display name</dt><dd>${row.name}</dd>
<dt>Application (client) ID</dt><dd>${copyable("client-id", row.clientId)}</dd>
<dt>Object ID</dt><dd>${copyable("object-id", row.objectId)} <span class="soft">of the App registration; Exchange wants that of the <a href="/microsoft/entra/enterprise">Enterprise application</a></span></dd>
<dt>Directory (tenant) ID</dt><dd>${copyable("directory-id", row.tenantId)}</dd></dl></div>
<form class="panel" method="post" action="${here}/${row.clientId}/redirects"><h2>Authentication</h2>
<label for="redirectUris">Redirect URIs (Web), one per line</label>
<textarea id="redirectUris" name="redirectUris" rows="3">${row.redirectUris.join("\n")}</textarea>
<button type="submit" id="save-redirects">Save</button></form>`;
}

function hidden(value: string): string {
  return `${value.slice(0, 3)}${"*".repeat(15)}`;
}

/** Certificates & secrets: a value is shown once, its id for ever. */
export function secretPart(sandbox: Sandbox, row: EntraApp, fresh: EntraSecret | null): Html {
  const secrets = sandbox.store.microsoft.secrets.where("app", row.clientId);
  const now = sandbox.store.now();
  return html`<div class="panel"><h2>Certificates &amp; secrets</h2>
${fresh ? html`<div class="notice" role="status">Copy the new client secret value. You won't be able to retrieve it after you leave this page.</div>` : ""}
<div class="scroll"><table id="secrets"><thead><tr><th>Description</th><th>Expires</th><th>Value</th><th>Secret ID</th><th>Actions</th></tr></thead><tbody>
${secrets.map(
  (
    secret,
  ) => html`<tr data-secret-id="${secret.secretId}"><td>${secret.description}</td><td>${dateTime(secret.expiresAt)}${secret.expiresAt <= now ? html` <span class="bad">Expired</span>` : ""}</td>
<td>${secret.secretId === fresh?.secretId ? copyable("secret-value", secret.value) : html`<code>${hidden(secret.value)}</code>`}</td>
<td class="id">${secret.secretId}</td>
<td><form method="post" action="${here}/${row.clientId}/secrets/delete"><button class="plain" type="submit" name="secretId" value="${secret.secretId}">Delete</button></form></td></tr>`,
)}</tbody></table></div>
<form method="post" action="${here}/${row.clientId}/secrets"><h3>New client secret</h3>
${textField({ name: "description", label: "Description" })}
${selectField(
  "days",
  "Expires",
  [
    { value: "180", label: "Recommended: 180 days (6 months)" },
    { value: "90", label: "90 days (3 months)" },
    { value: "365", label: "365 days (12 months)" },
    { value: "730", label: "730 days (24 months)" },
    { value: "1", label: "1 day (for tests)" },
  ],
  "180",
)}<button type="submit" id="add-secret">Add</button></form></div>`;
}

/** API permissions, what of them has admin consent, and the buttons that give and take it. */
export function permissionPart(sandbox: Sandbox, row: EntraApp): Html {
  const given = (kind: "delegated" | "application") => consented(sandbox, row.tenantId, row.clientId, kind);
  const line = (kind: "delegated" | "application", name: string) => {
    const chosen = row[kind].includes(name);
    const status = given(kind).has(name) ? "granted for the organization" : "not granted";
    const label = `${shortName(name)} (${kind === "delegated" ? "Delegated" : "Application"})${chosen ? `, ${status}` : ""}`;
    return checkField("permission", label, chosen, name, `permission-${shortName(name)}-${kind}`);
  };
  const action = `${here}/${row.clientId}`;
  return html`<div class="panel"><h2>API permissions</h2>
<form method="post" action="${action}/permissions">
<p class="help">SMTP.Send is for a person who authorizes the app; SMTP.SendAsApp is for the app alone.</p>
${knownPermissions.delegated.map((name) => line("delegated", name))}${knownPermissions.application.map((name) => line("application", name))}
<button type="submit" id="save-permissions">Save</button></form>
<form class="inline" method="post" action="${action}/consent"><button type="submit" id="grant-consent" name="decision" value="grant">Grant admin consent</button>
<button type="submit" class="plain" id="revoke-consent" name="decision" value="revoke">Revoke all consent</button></form></div>`;
}
