import "server-only";
import * as client from "openid-client";
import type { HttpMethod, Send } from "#lib/http/request.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import { codesIn, MicrosoftError, type MicrosoftErrorDetails } from "./errors.ts";

export type EntraApp = {
  /** Base URL of the identity provider: https://login.microsoftonline.com */
  authority: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
};

export type EntraCall = {
  send: Send;
  connectionId?: string | undefined;
  requestId?: string | undefined;
};

const TIMEOUT_SECONDS = 10;

export const tenantBase = ({ authority, tenantId }: Pick<EntraApp, "authority" | "tenantId">) =>
  `${authority.replace(/\/+$/, "")}/${tenantId}`;

/**
 * What Entra says of itself for this tenant, ready for use. All calls go through `send`: guard, time-out, request log;
 * `secrets` are masked there by value.
 */
export async function discoverTenant(
  app: EntraApp,
  call: EntraCall,
  secrets: readonly string[] = [],
): Promise<client.Configuration> {
  const through = fetchThrough(call, [app.clientSecret, ...secrets].filter(Boolean));
  const insecure = app.authority.startsWith("http:");
  try {
    return await client.discovery(
      new URL(`${tenantBase(app)}/v2.0`),
      app.clientId,
      undefined,
      client.ClientSecretPost(app.clientSecret),
      {
        [client.customFetch]: through,
        timeout: TIMEOUT_SECONDS,
        // The guard behind `send` lets plain http through to hosts alone that an admin listed.
        ...(insecure ? { execute: [client.allowInsecureRequests] } : {}),
      },
    );
  } catch (error) {
    throw toMicrosoftError(error, "discovery");
  }
}

/** Our own way out in the shape that openid-client calls. */
function fetchThrough(call: EntraCall, secrets: readonly string[]): client.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const { send, connectionId, requestId } = call;
    const discovery = url.includes("/.well-known/");
    const answer = await send({
      operation: discovery ? "microsoft.discovery" : "microsoft.token",
      method: method as HttpMethod,
      url,
      headers,
      // A second refresh with one token could be taken for theft: whether to ask again is decided by the caller.
      idempotent: method === "GET",
      operationClass: "token",
      timeoutMs: TIMEOUT_SECONDS * 1_000,
      secrets,
      ...(connectionId ? { connectionId } : {}),
      ...(requestId ? { requestId } : {}),
      ...(body ? { body: body instanceof Uint8Array ? body : String(body) } : {}),
      ...(signal ? { signal } : {}),
    });
    // A tenant that does not exist is told here, with Entra's usual words, which openid-client would not read.
    if (discovery && answer.status !== 200) {
      const codes = codesIn(Buffer.from(answer.body).toString("utf8"));
      throw new MicrosoftError(`${new URL(url).host} has no such tenant`, {
        error: "no_discovery",
        codes,
        operation: "discovery",
      });
    }
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  };
}

type Operation = MicrosoftErrorDetails["operation"];

/** Names what openid-client or the way out threw. */
export function toMicrosoftError(error: unknown, operation: Operation): MicrosoftError {
  const own = find(error, (one) => one instanceof MicrosoftError) as MicrosoftError | undefined;
  if (own) return own;
  const upstream = find(error, (one) => one instanceof UpstreamError) as UpstreamError | undefined;
  if (upstream) return ofUpstream(upstream, operation);
  if (error instanceof client.ResponseBodyError) {
    const body = error.cause as Record<string, unknown>;
    return told(error.error, error.error_description ?? "", body, operation, error);
  }
  if (error instanceof client.AuthorizationResponseError) {
    return told(error.error, error.error_description ?? "", {}, operation, error);
  }
  return new MicrosoftError((error as Error).message, {
    error: operation === "discovery" ? "no_discovery" : "unexpected_answer",
    codes: [],
    operation,
    cause: error,
  });
}

function told(
  error: string,
  description: string,
  body: Record<string, unknown>,
  operation: Operation,
  cause: unknown,
): MicrosoftError {
  const listed = Array.isArray(body.error_codes)
    ? body.error_codes.filter((code) => typeof code === "number")
    : [];
  return new MicrosoftError(description || error, {
    error,
    codes: listed.length > 0 ? listed : codesIn(description),
    operation,
    traceId: textOf(body.trace_id),
    correlationId: textOf(body.correlation_id),
    cause,
  });
}

function ofUpstream(upstream: UpstreamError, operation: Operation): MicrosoftError {
  const words = upstream.answer?.text ?? "";
  const codes = codesIn(words);
  const blocked = (upstream.cause as { sentence?: string } | undefined)?.sentence;
  return new MicrosoftError(blocked ?? upstream.message, {
    error: codes.length > 0 ? "server_error" : "unreachable",
    codes,
    operation,
    mayHaveHappened: upstream.mayHaveHappened,
    cause: upstream,
  });
}

/** The first of an error and its causes that fits. */
function find(error: unknown, fits: (one: unknown) => boolean): unknown {
  for (let at: unknown = error, depth = 0; at !== undefined && depth < 6; depth++) {
    if (fits(at)) return at;
    at = at instanceof Error ? at.cause : undefined;
  }
  return undefined;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
