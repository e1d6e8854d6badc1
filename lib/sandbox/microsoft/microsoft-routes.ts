import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { asRecord } from "../wire/values.ts";
import { AadstsError, aadstsAnswer } from "./aadsts.ts";
import { adminConsentRoutes } from "./admin-consent.ts";
import { entraAuthorizeRoutes } from "./authorize-endpoint.ts";
import { nodeExchange } from "./call-provider.ts";
import { isShared, tenantOf } from "./directory.ts";
import { mountOf, providerOf } from "./provider.ts";
import { signInPages } from "./sign-in-pages.ts";
import { entraTokenRoutes } from "./token-endpoint.ts";

/** Entra's protocol addresses below `/microsoft/{tenant}`. */
export function microsoftRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const provided = async (c: SandboxContext, path: string): Promise<Response> => {
    try {
      const tenant = tenantOf(sandbox, c.req.param("tenant") ?? "");
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
      issuer,
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      authorization_response_iss_parameter_supported: false,
    });
  });
  app.get("/microsoft/:tenant/discovery/v2.0/keys", (c) => provided(c, "/discovery/v2.0/keys"));
  entraTokenRoutes(app, sandbox);
  entraAuthorizeRoutes(app, sandbox);
  signInPages(app, sandbox);
  adminConsentRoutes(app, sandbox);
}
