import type { Account, Configuration, KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Sandbox } from "../sandbox.ts";
import type { EntraApp, EntraTenant } from "../state/microsoft-model.ts";
import type { MicrosoftSecrets } from "../state/seed-microsoft.ts";
import { entraSigningKey } from "./access-token.ts";
import { consented, isRedirectAllowed } from "./directory.ts";
import { OidcAdapter } from "./oidc-adapter.ts";
import { oidcScopes, permissionsOf, shortName } from "./scopes.ts";

export function mountOf(tenant: EntraTenant): string {
  return `/microsoft/${tenant.tenantId}`;
}

const longSeconds = 10 * 365 * 86_400;

/** Entra's access tokens: version 1.0 for the APIs of Exchange, with times by the sandbox's clock. */
function accessTokenClaims(
  sandbox: Sandbox,
  tenant: EntraTenant,
  token: { accountId?: string; clientId?: string | undefined; aud: string; scope?: string },
) {
  const { users, enterpriseApps } = sandbox.store.microsoft;
  const now = Math.floor(sandbox.store.now() / 1000);
  const clientId = token.clientId ?? "";
  const user = token.accountId ? users.get(token.accountId) : undefined;
  const app = enterpriseApps.find((row) => row.clientId === clientId && row.tenantId === tenant.tenantId);
  const roles = [...consented(sandbox, tenant.tenantId, clientId, "application")];
  return {
    aud: token.aud,
    iss: `https://sts.windows.net/${tenant.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + sandbox.store.switches.entraAccessTokenSeconds,
    appid: clientId,
    azp: clientId,
    tid: tenant.tenantId,
    ver: "1.0",
    ...(user
      ? {
          oid: user.objectId,
          sub: user.objectId,
          upn: user.upn,
          name: user.name,
          scp: (token.scope ?? "").split(" ").map(shortName).join(" "),
        }
      : { oid: app?.objectId, sub: app?.objectId, idtyp: "app", ...(roles.length > 0 ? { roles } : {}) }),
  };
}

function accountOf(sandbox: Sandbox, tenant: EntraTenant, id: string): Account | undefined {
  const user = sandbox.store.microsoft.users.get(id);
  if (!user || user.tenantId !== tenant.tenantId) return undefined;
  const other = sandbox.store.microsoft.tenants.find((row) => row.tenantId !== tenant.tenantId);
  const tid = sandbox.store.switches.entraTokenTenant === "other" ? other?.tenantId : tenant.tenantId;
  return {
    accountId: id,
    claims: () => ({
      sub: id,
      oid: id,
      tid,
      ver: "2.0",
      name: user.name,
      preferred_username: user.upn,
      email: user.upn,
    }),
  };
}

function configurationOf(
  sandbox: Sandbox,
  tenant: EntraTenant,
  key: Awaited<ReturnType<typeof entraSigningKey>>,
  currentContext: () => KoaContextWithOIDC | undefined,
): Configuration {
  const { store } = sandbox;
  const short = tenant.tenantId.slice(0, 8);
  const redirectUris = (app: EntraApp) => {
    const asked = currentContext()?.query.redirect_uri;
    const uris = app.redirectUris;
    return typeof asked === "string" && isRedirectAllowed(app, asked) ? [...uris, asked] : uris;
  };
  const ttl = () => store.switches.entraAccessTokenSeconds;
  return {
    adapter: (model: string) => new OidcAdapter(sandbox, tenant.tenantId, model, redirectUris),
    jwks: { keys: [{ ...key.privateJwk, kid: key.kid, alg: "RS256", use: "sig" }] },
    routes: {
      authorization: "/oauth2/v2.0/authorize",
      token: "/oauth2/v2.0/token",
      jwks: "/discovery/v2.0/keys",
      userinfo: "/openid/userinfo",
    },
    cookies: {
      keys: [store.setting<MicrosoftSecrets | null>("microsoftSecrets", null)?.cookieKey ?? ""],
      names: {
        session: `entra_${short}_session`,
        interaction: `entra_${short}_interaction`,
        resume: `entra_${short}_resume`,
      },
    },
    clients: [],
    scopes: oidcScopes,
    claims: {
      openid: ["sub", "oid", "tid", "ver"],
      profile: ["name", "preferred_username"],
      email: ["email"],
    },
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_post"],
    pkce: { required: () => store.switches.entraRequiresPkce },
    findAccount: (_context, id) => accountOf(sandbox, tenant, id),
    rotateRefreshToken: true,
    issueRefreshToken: (_context, _client, code) => code.scopes.has("offline_access"),
    expiresWithSession: () => false,
    extraTokenClaims: () => undefined,
    ttl: {
      AccessToken: ttl,
      ClientCredentials: ttl,
      AuthorizationCode: 3600,
      Grant: longSeconds,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: longSeconds,
      Session: 86_400,
    },
    interactions: {
      url: (_context, interaction) => `${mountOf(tenant)}/interaction/${interaction.uid}`,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      // Entra has none, and whoever is told of one uses it.
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => ({
          scope: permissionsOf(resource).join(" "),
          audience: resource,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt: (_context, token, jwt) => {
          jwt.header = { typ: "JWT" };
          jwt.payload = accessTokenClaims(sandbox, tenant, {
            ...("accountId" in token ? { accountId: token.accountId } : {}),
            clientId: token.clientId,
            aud: String(jwt.payload.aud),
            scope: String(jwt.payload.scope ?? ""),
          });
        },
      },
    },
  };
}

const providers = new WeakMap<Sandbox, Map<string, Promise<Provider>>>();

/** The OpenID provider of a tenant, made at its first request. */
export function providerOf(sandbox: Sandbox, tenant: EntraTenant): Promise<Provider> {
  const known = providers.get(sandbox) ?? new Map<string, Promise<Provider>>();
  providers.set(sandbox, known);
  const made = known.get(tenant.tenantId) ?? makeProvider(sandbox, tenant);
  known.set(tenant.tenantId, made);
  return made;
}

async function makeProvider(sandbox: Sandbox, tenant: EntraTenant): Promise<Provider> {
  // A second to load, which most starts of the sandbox never need.
  const { default: OidcProvider } = await import("oidc-provider");
  const key = await entraSigningKey(sandbox);
  const issuer = `${sandbox.baseUrl}${mountOf(tenant)}/v2.0`;
  return new OidcProvider(
    issuer,
    configurationOf(sandbox, tenant, key, () => OidcProvider.ctx),
  );
}
