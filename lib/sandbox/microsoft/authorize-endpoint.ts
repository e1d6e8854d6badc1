import type { Hono } from "hono";
import { html } from "hono/html";
import { page } from "../console/page.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { EntraApp, EntraTenant } from "../state/microsoft-model.ts";
import { asRecord } from "../wire/values.ts";
import { AadstsError, aadstsParameters } from "./aadsts.ts";
import { nodeExchange } from "./call-provider.ts";
import { appOf, isRedirectAllowed, tenantOf } from "./directory.ts";
import { entraFrame } from "./entra-frame.ts";
import { oidcKey } from "./oidc-adapter.ts";
import { mountOf, providerOf } from "./provider.ts";
import { readScopes } from "./scopes.ts";

/** Every sign-in starts with nobody: who is signed in is chosen on the page each time. */
const anySession = /^entra_\w+_session/;

/** Entra shows what it cannot send back. */
export function errorPage(
  sandbox: Sandbox,
  c: SandboxContext,
  failure: AadstsError,
): Response | Promise<Response> {
  const [, text] = aadstsParameters(sandbox, failure).find(([name]) => name === "error_description") ?? [];
  return page(c, {
    title: "Sign in",
    frame: entraFrame,
    status: 400,
    error: "Sorry, but we're having trouble signing you in.",
    body: html`<div class="panel"><p id="aadsts">${text}</p></div>`,
  });
}

export function redirectWith(
  c: SandboxContext,
  redirectUri: string,
  parameters: [string, string][],
): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  const state = c.req.query("state");
  if (state !== undefined) url.searchParams.set("state", state);
  return c.redirect(url.href, 302);
}

/** What cannot be told to the app, because it is about the app: 900144, 700016 and 50011. */
export function checkApp(
  sandbox: Sandbox,
  tenant: EntraTenant,
  query: URLSearchParams,
): { app: EntraApp; redirectUri: string } {
  const needed = (name: string) => {
    const value = query.get(name);
    if (value) return value;
    throw new AadstsError(900144, `The request body must contain the following parameter: '${name}'.`);
  };
  const app = appOf(sandbox, tenant, needed("client_id"));
  const redirectUri = needed("redirect_uri");
  if (!isRedirectAllowed(app, redirectUri)) {
    throw new AadstsError(
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${app.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this.`,
    );
  }
  return { app, redirectUri };
}

/** The query as the provider takes it: scopes written out, the API as `resource`, and both pages always shown. */
function innerQuery(sandbox: Sandbox, app: EntraApp, query: URLSearchParams): URLSearchParams {
  if (query.has("resource"))
    throw new AadstsError(901002, "The 'resource' request parameter is not supported.");
  const responseType = query.get("response_type");
  if (!responseType)
    throw new AadstsError(900144, "The request body must contain the following parameter: 'response_type'.");
  if (responseType !== "code")
    throw new AadstsError(700054, `response_type '${responseType}' is not enabled for the application.`);
  const scope = query.get("scope");
  if (!scope)
    throw new AadstsError(900144, "The request body must contain the following parameter: 'scope'.");
  const asked = readScopes(scope, app.delegated);
  if (sandbox.store.switches.entraRequiresPkce && !query.has("code_challenge"))
    throw new AadstsError(
      9002325,
      "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
    );
  const inner = new URLSearchParams(query);
  inner.set("client_id", app.clientId);
  inner.set("scope", [...asked.oidc, ...asked.permissions].join(" "));
  if (asked.resource) inner.set("resource", asked.resource);
  if (query.get("prompt") !== "none") inner.set("prompt", "login consent");
  return inner;
}

/** Brings an error of the provider into Entra's words on its way back to the app. */
function translateRedirect(sandbox: Sandbox, answer: Response): Response {
  const location = answer.headers.get("location");
  if (!location || !URL.canParse(location)) return answer;
  const url = new URL(location);
  const error = url.searchParams.get("error");
  if (error && !url.searchParams.get("error_description")?.startsWith("AADSTS")) {
    const failure =
      error === "login_required"
        ? new AadstsError(50058, "A silent sign-in request was sent but no user is signed in.")
        : new AadstsError(9002313, "Invalid request. Request is malformed or invalid.", error);
    for (const [name, value] of aadstsParameters(sandbox, failure)) url.searchParams.set(name, value);
  }
  url.searchParams.delete("iss");
  const headers = new Headers(answer.headers);
  headers.set("location", url.href);
  return new Response(null, { status: answer.status, headers });
}

/** The authorization endpoint, and the address where a sign-in goes on after its pages. */
export function entraAuthorizeRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.get("/microsoft/:tenant/oauth2/v2.0/authorize", async (c) => {
    const query = new URL(c.req.url).searchParams;
    let redirectUri: string | null = null;
    try {
      const tenant = tenantOf(sandbox, c.req.param("tenant"));
      const checked = checkApp(sandbox, tenant, query);
      redirectUri = checked.redirectUri;
      const inner = innerQuery(sandbox, checked.app, query);
      const provider = await providerOf(sandbox, tenant);
      const { request, response } = nodeExchange(c.req.raw, mountOf(tenant), {
        path: "/oauth2/v2.0/authorize",
        query: inner,
        withoutCookies: anySession,
      });
      void provider.callback()(request, response);
      return translateRedirect(sandbox, await response.toResponse());
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      if (!redirectUri || error.code === 900144) return errorPage(sandbox, c, error);
      return redirectWith(c, redirectUri, aadstsParameters(sandbox, error));
    }
  });

  app.get("/microsoft/:tenant/oauth2/v2.0/authorize/:uid", async (c) => {
    try {
      const tenant = tenantOf(sandbox, c.req.param("tenant"));
      const provider = await providerOf(sandbox, tenant);
      const { oidc } = sandbox.store.microsoft;
      const pending = oidc.get(oidcKey(tenant.tenantId, "Interaction", c.req.param("uid")));
      if (!pending)
        throw new AadstsError(16000, "This sign-in is not under way any more. Start again from the app.");
      const isLogin = asRecord(pending.payload.prompt).name === "login";
      const { request, response } = nodeExchange(
        c.req.raw,
        mountOf(tenant),
        // The tenant may be named by its domain: only what follows it is the provider's.
        {
          path: `/oauth2/v2.0/authorize/${c.req.param("uid")}`,
          ...(isLogin ? { withoutCookies: anySession } : {}),
        },
      );
      void provider.callback()(request, response);
      return translateRedirect(sandbox, await response.toResponse());
    } catch (error) {
      if (error instanceof AadstsError) return errorPage(sandbox, c, error);
      throw error;
    }
  });
}
