import "server-only";
import type * as client from "openid-client";
import * as z from "zod";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { Send } from "#lib/http/request.ts";
import { discover } from "./provider.ts";
import type { ProviderCheck } from "./schema.ts";

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const NAMES = {
  discovery: "Discovery document",
  keys: "Signing keys",
  flow: "Authorization code with PKCE",
};
const UNPROVEN = {
  discovery: "That the client ID and its secret are right: only a sign-in proves that.",
  keys: "That ID tokens are signed with one of them.",
  flow: "That the redirect address is registered.",
};
type Id = keyof typeof NAMES;
const result = (id: Id, state: ProviderCheck["state"], message: string, fix?: string): ProviderCheck => ({
  id,
  name: NAMES[id],
  state,
  message,
  ...(fix ? { fix } : {}),
  doesNotProve: UNPROVEN[id],
});

/** Looks at a provider before anybody relies on it. Sends no secret. */
export async function checkProvider(
  ctx: Ctx,
  input: { issuer: string },
  send: Send,
): Promise<ProviderCheck[]> {
  requireRole(ctx, "admin");
  let config: client.Configuration;
  try {
    config = await discover({ issuer: input.issuer, clientId: "check", clientSecret: undefined }, send);
  } catch (error) {
    const { message, fix } = explainProviderError(error);
    return [
      result("discovery", "failed", message, fix),
      result("keys", "not-run", "Needs the discovery document."),
      result("flow", "not-run", "Needs the discovery document."),
    ];
  }
  const metadata = config.serverMetadata();
  const methods = metadata.code_challenge_methods_supported;
  return [
    result("discovery", "passed", `${metadata.issuer} describes itself.`),
    await checkKeys(metadata.jwks_uri, send),
    !metadata.authorization_endpoint || !metadata.token_endpoint
      ? result("flow", "failed", "The provider names no address to sign in at.", "Ask who runs the provider.")
      : methods && !methods.includes("S256")
        ? result(
            "flow",
            "failed",
            "The provider does not take PKCE with S256.",
            "Switch it on at the provider.",
          )
        : result(
            "flow",
            "passed",
            methods ? "PKCE with S256 is taken." : "PKCE is not mentioned, so it is tried.",
          ),
  ];
}

async function checkKeys(url: string | undefined, send: Send): Promise<ProviderCheck> {
  const fix = "Ask who runs the provider: the document must lead to its keys.";
  if (!url) return result("keys", "failed", "The document names no address of keys (jwks_uri).", fix);
  try {
    const answer = await send({
      operation: "oidc.read",
      method: "GET",
      url,
      idempotent: true,
      timeoutMs: 10_000,
    });
    const { keys } = jwks.parse(answer.json());
    return result("keys", "passed", keys.length === 1 ? "One key." : `${keys.length} keys.`);
  } catch {
    return result("keys", "failed", `No keys could be read at ${url}.`, fix);
  }
}

/** What went wrong on the way to a provider, in words. */
export function explainProviderError(error: unknown): { message: string; fix: string } {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === "UpstreamError") {
      const cause = at.cause as { sentence?: string } | undefined;
      return {
        message: cause?.sentence ?? `${at.message}.`,
        fix: "Check the address. The request log shows the call.",
      };
    }
    const code = (at as { code?: unknown }).code;
    if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") {
      return {
        message: "The document names another issuer than this address.",
        fix: "Use the issuer exactly as the provider writes it, with or without the slash at its end.",
      };
    }
  }
  return {
    message: "There is no readable discovery document at /.well-known/openid-configuration.",
    fix: "Use the issuer address that the provider shows, without what follows it.",
  };
}
