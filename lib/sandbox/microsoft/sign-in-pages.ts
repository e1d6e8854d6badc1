import type { Hono } from "hono";
import { html } from "hono/html";
import type { InteractionResults, Provider } from "oidc-provider";
import { type Html, page, readForm } from "../console/page.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { EntraApp, EntraTenant, EntraUser } from "../state/microsoft-model.ts";
import { AadstsError, aadstsParameters } from "./aadsts.ts";
import { errorPage } from "./authorize-endpoint.ts";
import { nodeExchange } from "./call-provider.ts";
import { appOf, consented, giveConsent, tenantOf, usersOf } from "./directory.ts";
import { entraFrame } from "./entra-frame.ts";
import { mountOf, providerOf } from "./provider.ts";
import { oidcScopes, shortName } from "./scopes.ts";

/** A sign-in that waits for its person. */
type Pending = {
  tenant: EntraTenant;
  app: EntraApp;
  provider: Provider;
  prompt: string;
  scopes: string[];
  resource: string | null;
  accountId: string;
  finish(result: InteractionResults): Promise<Response>;
};

async function pendingOf(sandbox: Sandbox, c: SandboxContext): Promise<Pending> {
  const tenant = tenantOf(sandbox, c.req.param("tenant") ?? "");
  const provider = await providerOf(sandbox, tenant);
  const { request, response } = nodeExchange(c.req.raw, mountOf(tenant));
  const details = await provider.interactionDetails(request, response).catch(() => null);
  if (!details || details.uid !== c.req.param("uid"))
    throw new AadstsError(16000, "This sign-in is not under way any more. Start again from the app.");
  const { params, prompt, session } = details;
  return {
    tenant,
    provider,
    app: appOf(sandbox, tenant, String(params.client_id)),
    prompt: prompt.name,
    scopes: String(params.scope ?? "").split(" "),
    resource: typeof params.resource === "string" ? params.resource : null,
    accountId: session?.accountId ?? "",
    finish: async (result) => {
      await provider.interactionFinished(request, response, result);
      return response.toResponse();
    },
  };
}

function refusal(sandbox: Sandbox, failure: AadstsError): InteractionResults {
  const found = Object.fromEntries(aadstsParameters(sandbox, failure));
  return { error: failure.error, error_description: found.error_description };
}

/** Permissions on the way to this user; what was consented to before is not asked again. */
function missing(sandbox: Sandbox, pending: Pending): string[] {
  const given = consented(
    sandbox,
    pending.tenant.tenantId,
    pending.app.clientId,
    "delegated",
    pending.accountId,
  );
  return pending.scopes.filter((scope) => !oidcScopes.includes(scope) && !given.has(scope));
}

async function accept(sandbox: Sandbox, pending: Pending, forAll: boolean): Promise<Response> {
  const { tenant, app, provider, scopes, resource, accountId } = pending;
  const permissions = scopes.filter((scope) => !oidcScopes.includes(scope));
  const consent = { tenantId: tenant.tenantId, clientId: app.clientId, kind: "delegated" as const };
  giveConsent(sandbox, { ...consent, userId: forAll ? null : accountId, scopes: permissions });
  const grant = new provider.Grant({ accountId, clientId: app.clientId });
  const own = scopes.filter((scope) => oidcScopes.includes(scope));
  if (own.length > 0) grant.addOIDCScope(own.join(" "));
  const here = permissions.filter((scope) => scope.startsWith(`${resource}/`));
  if (resource) grant.addResourceScope(resource, here.join(" "));
  return pending.finish({ consent: { grantId: await grant.save() } });
}

function accountPage(c: SandboxContext, sandbox: Sandbox, pending: Pending) {
  const form = (fields: Html) => html`<form class="inline" method="post">${fields}</form>`;
  return page(c, {
    title: "Pick an account",
    frame: entraFrame,
    body: html`<div class="panel"><p>to continue to <strong>${pending.app.name}</strong> (${pending.tenant.name})</p>
${usersOf(sandbox, pending.tenant.tenantId).map(
  (user) =>
    html`<p>${form(html`<button type="submit" class="plain" name="account" value="${user.upn}">${user.name}: ${user.upn}</button>`)}</p>`,
)}
<form method="post"><label for="account">Use another account</label><input id="account" name="account" type="text" autocomplete="off"><button type="submit">Next</button></form>
<p>${form(html`<button type="submit" class="plain" name="decision" value="cancel">Back to the app</button>`)}</p></div>`,
  });
}

function consentPage(c: SandboxContext, pending: Pending, user: EntraUser, asked: string[]) {
  if (!user.isAdmin && !pending.tenant.userConsent)
    return page(c, {
      title: "Need admin approval",
      frame: entraFrame,
      body: html`<div class="panel"><p>${user.upn}</p><p><strong>${pending.app.name}</strong> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>
<p class="soft">AADSTS90094</p>
<form method="post"><button type="submit" class="plain" name="decision" value="return">Return to the application without granting consent</button></form></div>`,
    });
  return page(c, {
    title: "Permissions requested",
    frame: entraFrame,
    body: html`<form class="panel" method="post"><p>${user.upn}</p><p><strong>${pending.app.name}</strong> would like to:</p>
<ul id="scopes">${asked.map((scope) => html`<li><code>${shortName(scope)}</code> <span class="soft">${scope}</span></li>`)}${pending.scopes.includes("offline_access") ? html`<li><code>offline_access</code> <span class="soft">Maintain access to data you have given it access to</span></li>` : ""}</ul>
${user.isAdmin ? html`<label class="check"><input type="checkbox" name="forAll" value="on"> Consent on behalf of your organization</label>` : ""}
<button type="submit" class="plain" name="decision" value="cancel">Cancel</button> <button type="submit" name="decision" value="accept">Accept</button></form>`,
  });
}

/** Sign-in and consent, as the person at the browser sees them. */
export function signInPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const here = "/microsoft/:tenant/interaction/:uid";
  const guarded = async (c: SandboxContext, work: () => Promise<Response>): Promise<Response> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AadstsError) return errorPage(sandbox, c, error);
      throw error;
    }
  };
  const userOf = (pending: Pending): EntraUser => {
    const user = sandbox.store.microsoft.users.get(pending.accountId);
    if (!user) throw new AadstsError(16000, "Nobody is signed in.");
    return user;
  };

  app.get(here, (c) =>
    guarded(c, async () => {
      const pending = await pendingOf(sandbox, c);
      if (pending.prompt === "login") return accountPage(c, sandbox, pending);
      const asked = missing(sandbox, pending);
      if (asked.length === 0) return accept(sandbox, pending, false);
      return consentPage(c, pending, userOf(pending), asked);
    }),
  );

  app.post(here, (c) =>
    guarded(c, async () => {
      const sent = await readForm(c);
      const pending = await pendingOf(sandbox, c);
      const decision = sent.get("decision");
      if (decision === "cancel")
        return pending.finish(
          refusal(sandbox, new AadstsError(65004, "User declined to consent to access the app.")),
        );
      if (pending.prompt === "login") {
        const upn = (sent.get("account") ?? "").trim().toLowerCase();
        return pending.finish({ login: { accountId: signIn(sandbox, pending, upn).objectId } });
      }
      const user = userOf(pending);
      if (decision === "return" || (!user.isAdmin && !pending.tenant.userConsent))
        return pending.finish(
          refusal(
            sandbox,
            new AadstsError(
              90094,
              `An administrator of ${pending.tenant.name} has set a policy that prevents you from granting ${pending.app.name} the permissions it is requesting. Contact an administrator of ${pending.tenant.name}, who can grant permissions to this app on your behalf.`,
            ),
          ),
        );
      return accept(sandbox, pending, user.isAdmin && sent.get("forAll") === "on");
    }),
  );
}

/** The user of this tenant. Throws 50034 for nobody, 50020 for somebody of another tenant. */
function signIn(sandbox: Sandbox, pending: Pending, upn: string): EntraUser {
  const user = sandbox.store.microsoft.users.firstWhere("upn", upn);
  const { tenant, app } = pending;
  if (!user)
    throw new AadstsError(
      50034,
      `The user account '${upn}' does not exist in the ${tenant.name} directory. To sign into this application, the account must be added to the directory.`,
    );
  if (user.tenantId !== tenant.tenantId)
    throw new AadstsError(
      50020,
      `User account '${upn}' from identity provider 'https://sts.windows.net/${user.tenantId}/' does not exist in tenant '${tenant.name}' and cannot access the application '${app.clientId}'(${app.name}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`,
    );
  return user;
}
