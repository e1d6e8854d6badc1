import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { V2Client } from "../state/voice-model.ts";

export const tokenSeconds = 3600;

type Given = { id: string; secret: string; style: "basic" | "form" };

function tokenError(status: 400 | 401 | 403, error: string, description: string): Response {
  const headers: Record<string, string> = { "cache-control": "no-store" };
  if (status === 401) headers["www-authenticate"] = 'Basic realm="cxone"';
  return Response.json({ error, error_description: description }, { status, headers });
}

function credentialsOf(c: SandboxContext, form: URLSearchParams): Given | null {
  const basic = /^basic\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (basic) {
    const text = Buffer.from(basic, "base64").toString("utf8");
    const colon = text.indexOf(":");
    return colon > 0 ? { id: text.slice(0, colon), secret: text.slice(colon + 1), style: "basic" } : null;
  }
  const [id, secret] = [form.get("client_id"), form.get("client_secret")];
  return id && secret ? { id, secret, style: "form" } : null;
}

function isSecretOf(client: V2Client, secret: string): boolean {
  const [left, right] = [Buffer.from(client.clientSecret), Buffer.from(secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Client credentials at both addresses: `/api/v2/oauth/token` takes them in the Basic header (T-01), `/oauth/token` in
 * the form (P-01). Each is strict about its own style unless the switch v2TokenStyle says either.
 */
export function v2TokenRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const answer = async (c: SandboxContext, wanted: Given["style"]): Promise<Response> => {
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? ""))
      return tokenError(400, "invalid_request", "Send application/x-www-form-urlencoded.");
    const form = new URLSearchParams(await c.req.text());
    if (form.get("grant_type") !== "client_credentials")
      return tokenError(400, "unsupported_grant_type", "grant_type must be client_credentials.");
    const given = credentialsOf(c, form);
    if (!given || (store.switches.v2TokenStyle === "strict" && given.style !== wanted))
      return tokenError(
        401,
        "invalid_client",
        wanted === "basic"
          ? "Send the client id and secret in the Basic header."
          : "Send client_id and client_secret in the form.",
      );
    const client = store.voice.clients.get(given.id);
    if (!client || !isSecretOf(client, given.secret))
      return tokenError(401, "invalid_client", "The client id or the client secret is wrong.");
    if (!client.isActive) return tokenError(401, "invalid_client", "The client is disabled.");
    if (client.scopes.length === 0)
      return tokenError(403, "unauthorized_client", "The client has no permission to request tokens.");
    for (const old of store.voice.tokens.list())
      if (old.expiresAt <= store.now()) store.voice.tokens.remove(old.token);
    const token = randomBytes(32).toString("base64url");
    const expiresAt = store.now() + tokenSeconds * 1000;
    store.voice.tokens.put(token, { token, clientId: client.clientId, scopes: client.scopes, expiresAt });
    const scope = store.switches.v2TokenShowsScope ? { scope: client.scopes.join(" ") } : {};
    return c.json({ access_token: token, token_type: "Bearer", expires_in: tokenSeconds, ...scope }, 200, {
      "cache-control": "no-store",
    });
  };

  app.post("/cxone-v2/api/v2/oauth/token", (c) =>
    store.switches.v2TokenPaths === "short" ? c.notFound() : answer(c, "basic"),
  );
  app.post("/cxone-v2/oauth/token", (c) =>
    store.switches.v2TokenPaths === "api" ? c.notFound() : answer(c, "form"),
  );
}
