import "server-only";
import * as client from "openid-client";
import type { HttpMethod, Send } from "#lib/http/request.ts";
import type { StoredSettings } from "./stored-settings.ts";

const TIMEOUT_SECONDS = 10;

export type Provider = Pick<StoredSettings, "issuer" | "clientId"> & { clientSecret: string | undefined };

/**
 * What the provider says of itself, ready for use. `issuer` in its document must be the address that was asked (mix-up
 * defence), and every later answer is held against it. All calls go through `send`: guard, time-out, request log.
 */
export async function discover(
  { issuer, clientId, clientSecret }: Provider,
  send: Send,
  secrets: readonly string[] = [],
): Promise<client.Configuration> {
  const insecure = issuer.startsWith("http:");
  const found = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
    [client.customFetch]: fetchThrough(send, secrets),
    timeout: TIMEOUT_SECONDS,
    // The guard behind `send` lets plain http through to hosts alone that an admin listed.
    ...(insecure ? { execute: [client.allowInsecureRequests] } : {}),
  });
  const metadata = found.serverMetadata();
  const config = new client.Configuration(
    metadata,
    clientId,
    undefined,
    authentication(metadata, clientSecret),
  );
  config[client.customFetch] = fetchThrough(send, [...secrets, ...(clientSecret ? [clientSecret] : [])]);
  config.timeout = TIMEOUT_SECONDS;
  if (insecure) client.allowInsecureRequests(config);
  return config;
}

/** As the provider takes it; `client_secret_basic` is what the specification supposes when it does not say. */
function authentication(metadata: client.ServerMetadata, secret: string | undefined): client.ClientAuth {
  if (!secret) return client.None();
  const taken = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return taken.includes("client_secret_basic")
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret);
}

/** Our own way out in the shape that openid-client calls. `secrets` are masked by value in the request log. */
function fetchThrough(send: Send, secrets: readonly string[]): client.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await send({
      operation: operationOf(url, method),
      method: method as HttpMethod,
      url,
      headers,
      idempotent: method === "GET",
      timeoutMs: TIMEOUT_SECONDS * 1_000,
      secrets,
      ...(body ? { body: body instanceof Uint8Array ? body : String(body) } : {}),
      ...(signal ? { signal } : {}),
    });
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  };
}

function operationOf(url: string, method: string): string {
  if (url.includes("/.well-known/")) return "oidc.discovery";
  return method === "POST" ? "oidc.token" : "oidc.read";
}
