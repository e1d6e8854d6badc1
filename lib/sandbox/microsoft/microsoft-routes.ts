import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { asRecord } from "../wire/values.ts";
import { AadstsError, aadstsAnswer } from "./aadsts.ts";
import { adminConsentRoutes } from "./admin-consent.ts";
import { entraAuthorizeRoutes } from "./authorize-endpoint.ts";
import { nodeExchange } from "./call-provider.ts";
import { homeTenant, isShared, tenantOf } from "./directory.ts";
import { mountOf, providerOf } from "./provider.ts";
import { signInPages } from "./sign-in-pages.ts";
import { entraTokenRoutes } from "./token-endpoint.ts";

/** Entra's protocol addresses below `/microsoft/{tenant}`. */
export function microsoftRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const provided = async (c: SandboxContext, path: string): Promise<Response> => {
    try {
      const name = c.req.param("tenant") ?? "";
      // What the shared endpoint says of itself it says to everybody; whether an app may use it shows at sign-in.
      const tenant = isShared(name) ? homeTenant(sandbox) : tenantOf(sandbox, name);
      const provider = await providerOf(sandbox, tenant);
      const { request, response } = nodeExchange(c.req.raw, mountOf(tenant), { path });
      void provider.callback()(request, response);
      return await response.toResponse();
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      // Discovery of a tenant that does not exist has an error of its own.
      const failure =
        error.code === 90002
          ? new AadstsError(90002, error.message.replace(/^AADSTS\d+: /, ""), "invalid_tenant")
          : error;
      return aadstsAnswer(sandbox, failure);
    }
  };

  /** The addresses of the shared endpoint lead back to it. */
  const sharedEndpoints = (c: SandboxContext) => {
    const here = `${sandbox.baseUrl}/microsoft/${c.req.param("tenant")}`;
    return {
      authorization_endpoint: `${here}/oauth2/v2.0/authorize`,
      token_endpoint: `${here}/oauth2/v2.0/token`,
      jwks_uri: `${here}/discovery/v2.0/keys`,
    };
  };

  app.get("/microsoft/:tenant/v2.0/.well-known/openid-configuration", async (c) => {
    const answer = await provided(c, "/.well-known/openid-configuration");
    if (!answer.ok) return answer;
    const document = asRecord(await answer.json());
    // The shared endpoint names no tenant: the issuer is a pattern.
    const issuer = isShared(c.req.param("tenant"))
      ? `${sandbox.baseUrl}/microsoft/{tenantid}/v2.0`
      : document.issuer;
    return c.json({
      ...document,
      ...(isShared(c.req.param("tenant")) ? sharedEndpoints(c) : {}),
      issuer,
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      authorization_response_iss_parameter_supported: false,
    });
  });
  app.get("/microsoft/:tenant/discovery/v2.0/keys", (c) => provided(c, "/discovery/v2.0/keys"));
  app.on(["GET", "POST"], "/microsoft/:tenant/openid/userinfo", (c) => provided(c, "/openid/userinfo"));
  entraTokenRoutes(app, sandbox);
  entraAuthorizeRoutes(app, sandbox);
  signInPages(app, sandbox);
  adminConsentRoutes(app, sandbox);
}
