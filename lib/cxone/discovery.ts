import "server-only";
import * as z from "zod";
import type { Send } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { parseAnswer } from "./answer.ts";
import { joinUrl, normaliseIssuer } from "./derive.ts";
import { CxoneError, errorOfAnswer, errorOfUpstream } from "./errors.ts";

/** Who asks, for the request log. */
export interface CallContext {
  readonly connectionId?: string;
  readonly requestId?: string;
}

const openId = z.object({
  issuer: z.string().optional(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});

export interface OpenIdConfiguration {
  /** As the issuer names itself, or as asked for when it does not. */
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
}

/**
 * Reads the issuer's OpenID configuration (facts/cxone.md §1.1). `issuer` may be as people paste it. Where no such document is,
 * the error is `wrong_issuer`; where a web page is, `html_answer`.
 */
export async function discoverOpenId(
  send: Send,
  issuer: string,
  context: CallContext = {},
): Promise<OpenIdConfiguration> {
  const operation = "cxone.discovery.openid";
  const base = normaliseIssuer(issuer);
  const response = await get(send, operation, joinUrl(base, ".well-known/openid-configuration"), context);
  const document = parseDocument(operation, response, openId);
  return {
    issuer: normaliseIssuer(document.issuer ?? base),
    tokenEndpoint: document.token_endpoint,
    jwksUri: document.jwks_uri,
  };
}

const configuration = z.object({
  api_endpoint: z.url(),
  auth_endpoint: z.string().optional(),
  area: z.string().optional(),
  cluster: z.string().optional(),
  domain: z.string().optional(),
  uhDomain: z.string().optional(),
  acdDomain: z.string().optional(),
  tenantId: z.string().optional(),
});

export interface CxoneConfiguration {
  /** Base of the ACD API. */
  readonly apiEndpoint: string;
  /** With `domain` this gives the digital host: `deriveDfoBaseUrl`. */
  readonly area: string | undefined;
  readonly domain: string | undefined;
  readonly cluster: string | undefined;
  readonly tenantId: string | undefined;
}

/** Where the APIs of a tenant are (facts/cxone.md §1.5). `issuer` is the claim `iss` of the token, `tenantId` its claim too. */
export async function discoverCxone(
  send: Send,
  issuer: string,
  tenantId: string,
  context: CallContext = {},
): Promise<CxoneConfiguration> {
  const operation = "cxone.discovery.configuration";
  const query = new URLSearchParams({ tenantId });
  const url = `${joinUrl(normaliseIssuer(issuer), ".well-known/cxone-configuration")}?${query}`;
  const response = await get(send, operation, url, context);
  const document = parseDocument(operation, response, configuration);
  return {
    apiEndpoint: document.api_endpoint,
    area: document.area,
    domain: document.domain,
    cluster: document.cluster,
    tenantId: document.tenantId,
  };
}

/** The keys the issuer signs its tokens with. */
export async function fetchJwks(send: Send, jwksUri: string, context: CallContext = {}) {
  const operation = "cxone.discovery.jwks";
  const response = await get(send, operation, jwksUri, context);
  return parseAnswer(operation, response, z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }));
}

async function get(send: Send, operation: string, url: string, context: CallContext): Promise<HttpResponse> {
  const host = URL.parse(url)?.host ?? "";
  let response: HttpResponse;
  try {
    response = await send({
      operation,
      method: "GET",
      url,
      headers: { accept: "application/json" },
      idempotent: true,
      operationClass: "discovery",
      ...context,
    });
  } catch (error) {
    throw errorOfUpstream(operation, error);
  }
  if (response.ok) return response;
  const error = errorOfAnswer(operation, response, host);
  if (error.status !== 404 || operation === "cxone.discovery.configuration") throw error;
  throw new CxoneError("wrong_issuer", `There is no OpenID configuration at ${host}.`, {
    ...error,
    cause: error,
  });
}

/** JSON that is no discovery document means: a server, but not an issuer. */
function parseDocument<T>(operation: string, response: HttpResponse, schema: z.ZodType<T>): T {
  try {
    return parseAnswer(operation, response, schema);
  } catch (error) {
    if (!(error instanceof CxoneError) || error.code !== "unexpected_answer") throw error;
    throw new CxoneError("wrong_issuer", "The address answers, but not with a CXone configuration.", {
      ...error,
      cause: error,
    });
  }
}
