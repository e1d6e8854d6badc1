import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { userHubError } from "./error-families.ts";
import { issuerOf, jwks } from "./tokens.ts";

/**
 * Discovery documents (facts/cxone.md §1.1 and §1.5). The domains end in `.invalid`: a client that derives a host
 * from them instead of taking the connection's setting must fail here rather than reach somebody's real tenant.
 */
export function discoveryRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.get("/cxone/.well-known/openid-configuration", (c) => {
    const issuer = issuerOf(sandbox);
    return c.json({
      issuer,
      authorization_endpoint: `${issuer}/auth/authorize`,
      token_endpoint: `${issuer}/auth/token`,
      userinfo_endpoint: `${issuer}/auth/userinfo`,
      jwks_uri: `${issuer}/auth/jwks`,
      end_session_endpoint: `${issuer}/auth/authorize/logout`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      scopes_supported: ["openid"],
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
      code_challenge_methods_supported: ["S256"],
      display_values_supported: ["page"],
      claims_supported: [
        "iss",
        "sub",
        "tenantId",
        "icBUId",
        "icAgentId",
        "given_name",
        "family_name",
        "name",
      ],
    });
  });

  app.get("/cxone/.well-known/cxone-configuration", (c) => {
    const { tenant } = sandbox.store;
    const wanted = c.req.query("tenantId");
    if (!wanted) return userHubError(400, "BAD_REQUEST", "Query parameter tenantId is required", "tenant");
    if (wanted.toLowerCase() !== tenant.tenantId) {
      return userHubError(404, "NOT_FOUND", `No tenant ${wanted}`, "tenant");
    }
    return c.json({
      private: false,
      ui_endpoint: `${sandbox.baseUrl}/cxone/console`,
      auth_endpoint: issuerOf(sandbox),
      api_endpoint: `${issuerOf(sandbox)}/acd`,
      area: tenant.area,
      cluster: tenant.clusterId,
      domain: "cxone-sandbox.invalid",
      acdDomain: "acd.cxone-sandbox.invalid",
      uhDomain: "uh.cxone-sandbox.invalid",
      globaldomain: "cxone-sandbox.invalid",
      tenantId: tenant.tenantId,
    });
  });

  app.get("/cxone/auth/jwks", async (c) => c.json(await jwks(sandbox)));

  app.on(["GET", "POST"], ["/cxone/auth/authorize", "/cxone/auth/authorize/logout"], (c) =>
    c.text("The simulated CXone has no sign-in in a browser: use an access key.", 501),
  );
}
