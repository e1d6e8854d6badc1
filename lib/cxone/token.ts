import "server-only";
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, errors as joseErrors, jwtVerify } from "jose";
import * as z from "zod";
import type { Send } from "#lib/http/request.ts";
import { parseAnswer } from "./answer.ts";
import { joinUrl, normaliseIssuer } from "./derive.ts";
import { type CallContext, fetchJwks, type OpenIdConfiguration } from "./discovery.ts";
import { CxoneError } from "./errors.ts";
import { postForToken } from "./token-post.ts";

const asText = z.union([z.string(), z.number().transform(String)]);

/** Claims of facts/cxone.md §1.4, as far as we use them. */
const claimsSchema = z
  .object({
    iss: z.string().optional(),
    sub: z.string().optional(),
    userId: asText.optional(),
    tenantId: asText.optional(),
    tenant: z.string().optional(),
    icBUId: asText.optional(),
    icClusterId: z.string().optional(),
    icAgentId: asText.optional(),
    name: z.string().optional(),
    area: z.string().optional(),
  })
  .transform((claims) => ({
    issuer: claims.iss ? normaliseIssuer(claims.iss) : undefined,
    tenantId: claims.tenantId,
    tenantName: claims.tenant,
    businessUnitId: claims.icBUId,
    clusterId: claims.icClusterId,
    agentId: claims.icAgentId,
    /** The UUID; `sub` carries it as `user:<uuid>`. */
    userId: claims.userId ?? claims.sub?.replace(/^user:/, ""),
    userName: claims.name,
    area: claims.area,
  }));

export type TokenClaims = z.infer<typeof claimsSchema>;

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  /** Seconds from the moment of the answer. */
  readonly expiresInSeconds: number;
  /** Of the id_token; null after a refresh that brought none. */
  readonly claims: TokenClaims | null;
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** Observed life of an access token, for answers that do not say (facts/cxone.md §1.3). */
const DEFAULT_LIFE_SECONDS = 3_600;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  id_token: z.string().nullish(),
  expires_in: z.coerce.number().positive().catch(DEFAULT_LIFE_SECONDS),
});

/**
 * Signs in with a registered client and an access key: grant "password", the client in Basic (facts/cxone.md §1.2). The
 * id_token is checked against the issuer's keys.
 */
export async function requestTokenWithClient(
  send: Send,
  discovered: OpenIdConfiguration,
  credentials: ClientCredentials,
  context: CallContext & { readonly now?: Date } = {},
): Promise<TokenSet> {
  const body = new URLSearchParams({
    grant_type: "password",
    username: credentials.accessKeyId,
    password: credentials.accessKeySecret,
  });
  return tokenFromEndpoint(send, discovered, credentials, body, "cxone.token.request", context);
}

/** Trades the refresh token for a new set. `credentials_rejected` or `wrong_access_key`: sign in again instead. */
export async function refreshTokenWithClient(
  send: Send,
  discovered: OpenIdConfiguration,
  credentials: ClientCredentials,
  refreshToken: string,
  context: CallContext & { readonly now?: Date } = {},
): Promise<TokenSet> {
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
  return tokenFromEndpoint(send, discovered, credentials, body, "cxone.token.refresh", context);
}

async function tokenFromEndpoint(
  send: Send,
  discovered: OpenIdConfiguration,
  credentials: ClientCredentials,
  body: URLSearchParams,
  operation: string,
  context: CallContext & { readonly now?: Date },
): Promise<TokenSet> {
  const { now, ...log } = context;
  const { clientId, clientSecret, accessKeySecret } = credentials;
  const response = await postForToken(send, {
    operation,
    url: discovered.tokenEndpoint,
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: body.toString(),
    secrets: [clientSecret, accessKeySecret],
    ...log,
  });
  const answer = parseAnswer(operation, response, tokenAnswer);
  const claims = answer.id_token ? await verifyIdToken(send, discovered, answer.id_token, context) : null;
  return toTokenSet(answer, claims);
}

/**
 * Signs in with an access key alone (facts/cxone.md §1.3). `baseUrl` is the regional login host. The id_token came straight from
 * there over TLS, which OpenID Connect Core §3.1.3.7 accepts in place of the signature; with `discovered` it is verified too.
 */
export async function requestTokenByAccessKey(
  send: Send,
  input: { readonly baseUrl: string; readonly accessKeyId: string; readonly accessKeySecret: string },
  context: CallContext & { readonly now?: Date; readonly discovered?: OpenIdConfiguration } = {},
): Promise<TokenSet> {
  const operation = "cxone.token.access-key";
  const { now, discovered, ...log } = context;
  const response = await postForToken(send, {
    operation,
    url: joinUrl(normaliseIssuer(input.baseUrl), "authentication/v1/token/access-key"),
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ accessKeyId: input.accessKeyId, accessKeySecret: input.accessKeySecret }),
    secrets: [input.accessKeySecret],
    ...log,
  });
  const answer = parseAnswer(operation, response, tokenAnswer);
  if (!answer.id_token) return toTokenSet(answer, null);
  const claims = discovered
    ? await verifyIdToken(send, discovered, answer.id_token, context)
    : readClaims(operation, decode(operation, answer.id_token));
  return toTokenSet(answer, claims);
}

/** Refreshes what `requestTokenByAccessKey` gave; another endpoint and other names than the client's refresh. */
export async function refreshTokenByAccessKey(
  send: Send,
  input: { readonly baseUrl: string; readonly refreshToken: string },
  context: CallContext = {},
): Promise<TokenSet> {
  const operation = "cxone.token.access-key-refresh";
  const response = await postForToken(send, {
    operation,
    url: joinUrl(normaliseIssuer(input.baseUrl), "public/user/refresh"),
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: input.refreshToken }),
    secrets: [input.refreshToken],
    ...context,
  });
  const answer = parseAnswer(
    operation,
    response,
    z.object({
      token: z.string().min(1),
      refreshToken: z.string().nullish(),
      tokenExpirationTimeSec: z.coerce.number().positive().catch(DEFAULT_LIFE_SECONDS),
    }),
  );
  return {
    accessToken: answer.token,
    refreshToken: answer.refreshToken ?? undefined,
    idToken: undefined,
    expiresInSeconds: answer.tokenExpirationTimeSec,
    claims: null,
  };
}

/** Checks signature, issuer and expiry of an id_token; a minute of clock difference is forgiven. `bad_token` if it fails. */
export async function verifyIdToken(
  send: Send,
  discovered: OpenIdConfiguration,
  idToken: string,
  context: CallContext & { readonly now?: Date } = {},
): Promise<TokenClaims> {
  const operation = "cxone.token.verify";
  const { now, ...log } = context;
  const jwks = await fetchJwks(send, discovered.jwksUri, {
    ...(log.connectionId ? { connectionId: log.connectionId } : {}),
    ...(log.requestId ? { requestId: log.requestId } : {}),
  });
  try {
    const { payload } = await jwtVerify(idToken, createLocalJWKSet(jwks as JSONWebKeySet), {
      algorithms: ["RS256"],
      issuer: [discovered.issuer, `${discovered.issuer}/`],
      clockTolerance: 60,
      ...(now ? { currentDate: now } : {}),
    });
    return readClaims(operation, payload);
  } catch (error) {
    if (!(error instanceof joseErrors.JOSEError)) throw error;
    throw new CxoneError("bad_token", `The id token does not hold: ${error.message}.`, {
      operation,
      cause: error,
    });
  }
}

function decode(operation: string, idToken: string): unknown {
  try {
    return decodeJwt(idToken);
  } catch (cause) {
    throw new CxoneError("bad_token", "The id token cannot be read.", { operation, cause });
  }
}

function readClaims(operation: string, payload: unknown): TokenClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new CxoneError("bad_token", "The claims of the id token are not as documented.", { operation });
}

function toTokenSet(answer: z.infer<typeof tokenAnswer>, claims: TokenClaims | null): TokenSet {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? undefined,
    idToken: answer.id_token ?? undefined,
    expiresInSeconds: answer.expires_in,
    claims,
  };
}
