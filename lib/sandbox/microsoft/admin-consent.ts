import type { Hono } from "hono";
import { html } from "hono/html";
import { page } from "../console/page.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { EntraApp, EntraTenant } from "../state/microsoft-model.ts";
import { AadstsError, aadstsParameters } from "./aadsts.ts";
import { checkApp, errorPage, redirectWith } from "./authorize-endpoint.ts";
import { giveConsent, tenantOf, usersOf } from "./directory.ts";
import { entraFrame } from "./entra-frame.ts";
import { readScopes } from "./scopes.ts";

/** Consent of the whole organisation to everything that the app registration lists, and to scopes asked for beside. */
export function grantAdminConsent(
  sandbox: Sandbox,
  tenant: EntraTenant,
  app: EntraApp,
  more: readonly string[] = [],
): void {
  const all = { tenantId: tenant.tenantId, clientId: app.clientId, userId: null };
  giveConsent(sandbox, { ...all, kind: "delegated", scopes: [...app.delegated, ...more] });
  giveConsent(sandbox, { ...all, kind: "application", scopes: app.application });
}

/** The admin-consent endpoint, with and without v2.0 in its path. */
export function adminConsentRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const read = (c: SandboxContext) => {
    const query = new URL(c.req.url).searchParams;
    const tenant = tenantOf(sandbox, c.req.param("tenant") ?? "");
    const { app: asking, redirectUri } = checkApp(sandbox, tenant, query);
    const scope = query.get("scope");
    const asked = scope ? readScopes(scope, asking.delegated).permissions : [];
    return { tenant, asking, redirectUri, scope, asked };
  };
  const guarded = async (c: SandboxContext, work: () => Promise<Response> | Response) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AadstsError) return errorPage(sandbox, c, error);
      throw error;
    }
  };

  for (const here of ["/microsoft/:tenant/adminconsent", "/microsoft/:tenant/v2.0/adminconsent"]) {
    app.get(here, (c) =>
      guarded(c, () => {
        const { tenant, asking, asked } = read(c);
        const admins = usersOf(sandbox, tenant.tenantId).filter((user) => user.isAdmin);
        return page(c, {
          title: "Permissions requested: review for your organization",
          frame: entraFrame,
          body: html`<form class="panel" method="post"><p>${admins[0]?.upn}, ${tenant.name}</p><p><strong>${asking.name}</strong> would like to:</p>
<ul id="scopes">${[...new Set([...asking.delegated, ...asking.application, ...asked])].map((name) => html`<li><code>${name}</code></li>`)}</ul>
<button type="submit" class="plain" name="decision" value="cancel">Cancel</button> <button type="submit" name="decision" value="accept">Accept</button></form>`,
        });
      }),
    );
    app.post(here, (c) =>
      guarded(c, async () => {
        const { tenant, asking, redirectUri, scope, asked } = read(c);
        const sent = new URLSearchParams(await c.req.text());
        const told: [string, string][] = [
          ["admin_consent", "True"],
          ["tenant", tenant.tenantId],
        ];
        if (sent.get("decision") !== "accept") {
          const declined = new AadstsError(
            65004,
            "User declined to consent to access the app.",
            "permission_denied",
          );
          return redirectWith(c, redirectUri, [...aadstsParameters(sandbox, declined), ...told]);
        }
        grantAdminConsent(sandbox, tenant, asking, asked);
        return redirectWith(c, redirectUri, scope ? [...told, ["scope", scope]] : told);
      }),
    );
  }
}
