import { randomBytes } from "node:crypto";
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import type { Sandbox } from "../sandbox.ts";
import type { AccessKey, Agent } from "../state/model.ts";

export const accessTokenSeconds = 3600;
export const refreshTokenSeconds = 7200;

/** Who a request speaks for, read off its bearer token. */
export type AccessSession = { agent: Agent; accessKeyId: string | null };

type StoredKey = { kid: string; privateJwk: JWK; publicJwk: JWK };
type Keys = { kid: string; privateKey: CryptoKey; publicKey: CryptoKey; publicJwk: JWK };

const loaded = new WeakMap<Sandbox, { stored: StoredKey; keys: Keys }>();

type Pair = { privateJwk: JWK; publicJwk: JWK };
let pair: Promise<Pair> | undefined;

/** A pair for RS256; finding its primes takes a tenth of a second. */
async function makePair(): Promise<Pair> {
  const made = await generateKeyPair("RS256", { extractable: true });
  return { privateJwk: await exportJWK(made.privateKey), publicJwk: await exportJWK(made.publicKey) };
}

function keyOf({ privateJwk, publicJwk }: Pair): StoredKey {
  const kid = randomBytes(8).toString("hex");
  return { kid, privateJwk, publicJwk: { ...publicJwk, kid, alg: "RS256", use: "sig" } };
}

/** Makes a signing key that nothing else has. */
export async function createSigningKey(): Promise<StoredKey> {
  return keyOf(await makePair());
}

/**
 * The signing key of a fresh tenant. Tenants that one process makes one after the other, as tests and resets do, have the
 * primes in common and differ in the key's id, without which no token is taken.
 */
export async function createTenantKey(): Promise<StoredKey> {
  pair ??= makePair();
  return keyOf(await pair);
}

async function signingKeys(sandbox: Sandbox): Promise<Keys> {
  const stored = sandbox.store.setting<StoredKey | null>("signingKey", null);
  if (!stored) throw new Error("The sandbox has no signing key");
  const known = loaded.get(sandbox);
  if (known && known.stored.kid === stored.kid) return known.keys;
  const keys = {
    kid: stored.kid,
    privateKey: (await importJWK(stored.privateJwk, "RS256")) as CryptoKey,
    publicKey: (await importJWK(stored.publicJwk, "RS256")) as CryptoKey,
    publicJwk: stored.publicJwk,
  };
  loaded.set(sandbox, { stored, keys });
  return keys;
}

export async function jwks(sandbox: Sandbox): Promise<{ keys: JWK[] }> {
  return { keys: [(await signingKeys(sandbox)).publicJwk] };
}

export function issuerOf(sandbox: Sandbox): string {
  return `${sandbox.baseUrl}/cxone`;
}

/** Claims as NICE's own kit reads them (facts/cxone.md §1.4). */
function claimsFor(sandbox: Sandbox, agent: Agent): JWTPayload {
  const { tenant, roles } = sandbox.store;
  return {
    iss: issuerOf(sandbox),
    sub: `user:${agent.userId}`,
    tenantId: tenant.tenantId,
    tenant: tenant.tenantName,
    icBUId: tenant.businessUnitId,
    icClusterId: tenant.clusterId,
    icAgentId: String(agent.agentId),
    area: tenant.area,
    given_name: agent.firstName,
    family_name: agent.lastName,
    name: agent.userName,
    teamId: String(agent.teamId),
    userId: agent.userId,
    role: { legacyId: roles.get(agent.roleId)?.name ?? "" },
  };
}

async function sign(sandbox: Sandbox, claims: JWTPayload, seconds: number): Promise<string> {
  const { kid, privateKey } = await signingKeys(sandbox);
  const now = Math.floor(sandbox.store.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .setJti(crypto.randomUUID())
    .sign(privateKey);
}

export type TokenAnswer = {
  access_token: string;
  id_token: string;
  refresh_token: string;
  token_type: "Bearer";
  expires_in: number;
};

/** Issues an access, an identity and a refresh token for the owner of an access key. */
export async function issueTokens(
  sandbox: Sandbox,
  key: AccessKey,
  clientId: string | null,
): Promise<TokenAnswer> {
  const agent = sandbox.store.agents.get(key.agentId);
  if (!agent) throw new Error(`Access key ${key.accessKeyId} belongs to nobody`);
  const claims = claimsFor(sandbox, agent);
  const refreshToken = randomBytes(32).toString("base64url");
  sandbox.store.refreshTokens.put(refreshToken, {
    token: refreshToken,
    agentId: agent.agentId,
    accessKeyId: key.accessKeyId,
    clientId,
    expiresAt: sandbox.store.now() + refreshTokenSeconds * 1000,
  });
  return {
    access_token: await sign(
      sandbox,
      { ...claims, use: "access", accessKeyId: key.accessKeyId },
      accessTokenSeconds,
    ),
    id_token: await sign(
      sandbox,
      { ...claims, use: "id", aud: clientId ?? "access-key" },
      accessTokenSeconds,
    ),
    refresh_token: refreshToken,
    token_type: "Bearer",
    expires_in: accessTokenSeconds,
  };
}

/** An access token for the browser round of an integration (facts/cxone.md §3.3, step 5). */
export async function issueIntegrationToken(sandbox: Sandbox, agent: Agent): Promise<string> {
  return sign(sandbox, { ...claimsFor(sandbox, agent), use: "access" }, accessTokenSeconds);
}

/**
 * Checks `Authorization: Bearer` against signature, tenant clock and the present state of key and user: a key that
 * was switched off ends its tokens at once. The answer is null for anything that is not a good token.
 */
export async function readSession(
  sandbox: Sandbox,
  authorization: string | undefined,
): Promise<AccessSession | null> {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!token) return null;
  const { kid, publicKey } = await signingKeys(sandbox);
  try {
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
      algorithms: ["RS256"],
      currentDate: new Date(sandbox.store.now()),
    });
    if (payload.use !== "access" || protectedHeader.kid !== kid) return null;
    const agent = sandbox.store.agents.get(String(payload.icAgentId));
    if (!agent?.isActive) return null;
    const accessKeyId = typeof payload.accessKeyId === "string" ? payload.accessKeyId : null;
    if (accessKeyId !== null && !sandbox.store.accessKeys.get(accessKeyId)?.isActive) return null;
    return { agent, accessKeyId };
  } catch {
    return null;
  }
}
