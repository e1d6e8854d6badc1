import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { EntraApp, EntraTenant } from "../state/microsoft-model.ts";
import { asRecord, asText } from "../wire/values.ts";
import { AadstsError, aadstsAnswer } from "./aadsts.ts";
import { nodeExchange } from "./call-provider.ts";
import { checkClient, required } from "./client-check.ts";
import { tenantOf } from "./directory.ts";
import { checkCode, checkRefreshToken } from "./grant-checks.ts";
import { innerSecret } from "./oidc-adapter.ts";
import { mountOf, providerOf } from "./provider.ts";
import { readDefaultScope, readScopes } from "./scopes.ts";

/** What the provider is asked, once Entra's own rules are satisfied. */
function innerForm(
  sandbox: Sandbox,
  tenant: EntraTenant,
  app: EntraApp,
  form: URLSearchParams,
): Record<string, string> {
  const grantType = required(form, "grant_type");
  if (form.has("resource"))
    throw new AadstsError(901002, "The 'resource' request parameter is not supported.");
  const scope = form.get("scope");
  if (grantType === "client_credentials")
    return { resource: readDefaultScope(required(form, "scope"), tenant.name) };
  if (scope) readScopes(scope, app.delegated);
  if (grantType === "authorization_code") {
    checkCode(sandbox, tenant, app, form);
    const verifier = form.get("code_verifier");
    return {
      code: required(form, "code"),
      redirect_uri: required(form, "redirect_uri"),
      ...(verifier ? { code_verifier: verifier } : {}),
    };
  }
  if (grantType === "refresh_token") {
    checkRefreshToken(sandbox, tenant, app, form);
    return { refresh_token: required(form, "refresh_token") };
  }
  throw new AadstsError(70003, `The app requested an unsupported grant type '${grantType}'.`);
}

/** What the provider refused, in Entra's words. */
function translated(grantType: string, answer: Record<string, unknown>): AadstsError {
  const error = asText(answer.error) ?? "invalid_request";
  if (error === "invalid_grant" && grantType === "authorization_code")
    return new AadstsError(
      501481,
      "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
    );
  if (error === "invalid_grant") return new AadstsError(70000, "Provided grant is invalid or malformed.");
  return new AadstsError(9002313, "Invalid request. Request is malformed or invalid.", error);
}

async function answerToken(sandbox: Sandbox, c: SandboxContext): Promise<Response> {
  const tenant = tenantOf(sandbox, c.req.param("tenant") ?? "");
  const form = new URLSearchParams(await c.req.text());
  const grantType = required(form, "grant_type");
  const app = checkClient(sandbox, tenant, form, c.req.header("authorization") ?? null);
  const inner = new URLSearchParams({
    ...innerForm(sandbox, tenant, app, form),
    grant_type: grantType,
    client_id: app.clientId,
    client_secret: innerSecret,
  });
  const provider = await providerOf(sandbox, tenant);
  const { request, response } = nodeExchange(c.req.raw, mountOf(tenant), {
    path: "/oauth2/v2.0/token",
    body: String(inner),
    query: new URLSearchParams(),
  });
  delete request.headers.authorization;
  void provider.callback()(request, response);
  const given = await response.toResponse();
  const body = asRecord(await given.json());
  if (!given.ok) throw translated(grantType, body);
  const isApp = grantType === "client_credentials";
  return c.json(
    {
      token_type: "Bearer",
      ...(isApp ? {} : { scope: body.scope }),
      expires_in: body.expires_in,
      ext_expires_in: body.expires_in,
      access_token: body.access_token,
      ...(body.refresh_token ? { refresh_token: body.refresh_token } : {}),
      ...(body.id_token ? { id_token: body.id_token } : {}),
    },
    200,
    { "cache-control": "no-store" },
  );
}

/** The token endpoint: Entra's checks and errors around oidc-provider's codes, PKCE, rotation and signatures. */
export function entraTokenRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.get("/microsoft/:tenant/oauth2/v2.0/token", () =>
    aadstsAnswer(
      sandbox,
      new AadstsError(900561, "The endpoint only accepts POST, OPTIONS requests. Received a GET request."),
    ),
  );
  app.post("/microsoft/:tenant/oauth2/v2.0/token", async (c) => {
    try {
      return await answerToken(sandbox, c);
    } catch (error) {
      if (error instanceof AadstsError) return aadstsAnswer(sandbox, error);
      throw error;
    }
  });
}
