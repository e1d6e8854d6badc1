import type { Hono } from "hono";
import { html } from "hono/html";
import { grantAdminConsent } from "../../microsoft/admin-consent.ts";
import { addSecret, redirectProblem, registerApp, revokeConsents } from "../../microsoft/app-deeds.ts";
import { homeTenant } from "../../microsoft/directory.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { EntraApp, EntraSecret } from "../../state/microsoft-model.ts";
import { readForm, textField } from "../page.ts";
import { knownPermissions, permissionPart, registrationPart, secretPart } from "./app-parts.ts";
import { entraPage } from "./frame.ts";

const here = "/microsoft/entra/apps";
const path = "Identity > Applications > App registrations";

/** App registrations with their redirect URIs, secrets and API permissions. */
export function appPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { microsoft } = sandbox.store;

  app.get(here, (c) =>
    entraPage(c, {
      title: "App registrations",
      path,
      body: html`<div class="panel scroll"><table id="apps"><thead><tr><th>Display name</th><th>Application (client) ID</th></tr></thead><tbody>
${microsoft.apps.list().map((row) => html`<tr><td><a href="${here}/${row.clientId}">${row.name}</a></td><td class="id">${row.clientId}</td></tr>`)}</tbody></table></div>
<form class="panel" method="post" action="${here}"><h2>New registration</h2>
${textField({ name: "name", label: "Name", required: true })}
${textField({ name: "redirectUri", label: "Redirect URI (Web)", type: "url", help: "The port of a localhost address is not compared." })}
<button type="submit" id="register">Register</button></form>`,
    }),
  );

  app.post(here, async (c) => {
    const sent = await readForm(c);
    const name = (sent.get("name") ?? "").trim();
    const redirectUri = (sent.get("redirectUri") ?? "").trim();
    const error = name === "" ? "A name is required." : redirectUri && redirectProblem(redirectUri);
    if (error)
      return entraPage(c, {
        title: "App registrations",
        path,
        error,
        status: 400,
        body: html`<p><a href="${here}">Back</a></p>`,
      });
    const made = registerApp(sandbox, homeTenant(sandbox).tenantId, name, redirectUri);
    return c.redirect(`${here}/${made.clientId}`, 303);
  });

  const appPage = (
    c: SandboxContext,
    row: EntraApp,
    more: { error?: string; status?: 400; fresh?: EntraSecret } = {},
  ) => {
    const { fresh, ...shown } = more;
    return entraPage(c, {
      title: row.name,
      path: `${path} > ${row.name}`,
      ...shown,
      body: html`${registrationPart(row)}${secretPart(sandbox, row, fresh ?? null)}${permissionPart(sandbox, row)}`,
    });
  };

  /** A deed on one registration: the page again, or back to it. */
  const deed = (
    name: string,
    work: (
      c: SandboxContext,
      row: EntraApp,
      sent: URLSearchParams,
    ) => Response | Promise<Response> | undefined,
  ) =>
    app.post(`${here}/:clientId/${name}`, async (c) => {
      const row = microsoft.apps.get(c.req.param("clientId"));
      if (!row) return c.notFound();
      const answer = work(c, row, await readForm(c));
      return (await answer) ?? c.redirect(`${here}/${row.clientId}?saved=1`, 303);
    });

  app.get(`${here}/:clientId`, (c) => {
    const row = microsoft.apps.get(c.req.param("clientId"));
    return row ? appPage(c, row) : c.notFound();
  });

  deed("redirects", (c, row, sent) => {
    const uris = (sent.get("redirectUris") ?? "").split(/\s+/).filter((uri) => uri !== "");
    const error = uris.map(redirectProblem).find((problem) => problem !== null);
    if (error) return appPage(c, row, { error, status: 400 });
    microsoft.apps.update(row.clientId, { redirectUris: uris });
  });

  deed("secrets", (c, row, sent) => {
    const days = Number(sent.get("days"));
    if (!(days >= 1 && days <= 730))
      return appPage(c, row, { error: "A secret expires after 1 to 730 days.", status: 400 });
    const fresh = addSecret(sandbox, row.clientId, sent.get("description") ?? "", days);
    return appPage(c, row, { fresh });
  });

  deed("secrets/delete", (_, __, sent) => {
    microsoft.secrets.remove(sent.get("secretId") ?? "");
    return undefined;
  });

  deed("permissions", (_, row, sent) => {
    const chosen = sent.getAll("permission");
    microsoft.apps.update(row.clientId, {
      delegated: knownPermissions.delegated.filter((name) => chosen.includes(name)),
      application: knownPermissions.application.filter((name) => chosen.includes(name)),
    });
    return undefined;
  });

  deed("consent", (_, row, sent) => {
    if (sent.get("decision") === "revoke") revokeConsents(sandbox, row.clientId);
    else grantAdminConsent(sandbox, homeTenant(sandbox), row);
    return undefined;
  });
}
