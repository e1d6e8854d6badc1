import { timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { AccessKey, ApiClient } from "../state/model.ts";
import { readBody, readRecord } from "../wire/read-body.ts";
import { asText, type JsonRecord } from "../wire/values.ts";
import { userHubError, userHubUnauthorized } from "./error-families.ts";
import { accessTokenSeconds, issueTokens, readSession, refreshTokenSeconds } from "./tokens.ts";

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Client id and secret from the Basic header, or else from the body (facts/cxone.md §1.2). */
function clientCredentials(c: SandboxContext, body: JsonRecord): { id: string; secret: string } | null {
  const basic = /^basic\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (basic) {
    const decoded = Buffer.from(basic, "base64").toString("utf8");
    const colon = decoded.indexOf(":");
    if (colon > 0) return { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
  }
  const id = asText(body.client_id);
  const secret = asText(body.client_secret);
  return id !== undefined && secret !== undefined ? { id, secret } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** Finds the client whose secret fits; RFC 6749 has both parts form-encoded in Basic, many clients do not. */
function findClient(sandbox: Sandbox, given: { id: string; secret: string }): ApiClient | null {
  for (const read of [(text: string) => text, decoded]) {
    const client = sandbox.store.apiClients.get(read(given.id));
    if (client && same(client.clientSecret, read(given.secret))) return client;
  }
  return null;
}

function findKey(sandbox: Sandbox, id: string | undefined, secret: string | undefined): AccessKey | null {
  const key = id === undefined ? undefined : sandbox.store.accessKeys.get(id);
  return key && secret !== undefined && same(key.accessKeySecret, secret) ? key : null;
}

function isUsable(sandbox: Sandbox, key: AccessKey): boolean {
  return key.isActive && sandbox.store.agents.get(key.agentId)?.isActive === true;
}

export function tokenRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const tokenError = (status: 400 | 401, error: string, description: string) => {
    const name = sandbox.store.switches.tokenErrorStyle === "spec" ? "errorDescription" : "error_description";
    const headers: Record<string, string> = { "cache-control": "no-store" };
    if (status === 401) headers["www-authenticate"] = 'Basic realm="cxone"';
    return Response.json({ error, [name]: description }, { status, headers });
  };

  const passwordGrant = async (client: ApiClient, body: JsonRecord) => {
    const [username, password] = [asText(body.username), asText(body.password)];
    if (!username || !password)
      return tokenError(400, "invalid_request", "username and password are required");
    const key = findKey(sandbox, username, password);
    if (!key) return tokenError(400, "invalid_grant", "Invalid access key id or secret");
    if (!isUsable(sandbox, key))
      return tokenError(400, "invalid_grant", "The access key or its user is not active");
    return Response.json(await issueTokens(sandbox, key, client.clientId), {
      headers: { "cache-control": "no-store" },
    });
  };

  /** Refreshing needs no client authentication; a client that is named must be the one the token was issued to. */
  const refreshGrant = async (body: JsonRecord) => {
    const row = sandbox.store.refreshTokens.get(asText(body.refresh_token) ?? "");
    if (!row || row.expiresAt <= sandbox.store.now()) {
      return tokenError(400, "invalid_grant", "The refresh token is unknown or has expired");
    }
    const clientId = asText(body.client_id);
    if (clientId !== undefined && row.clientId !== null && clientId !== row.clientId) {
      return tokenError(400, "invalid_grant", "The refresh token was issued to another client");
    }
    const client = row.clientId === null ? null : sandbox.store.apiClients.get(row.clientId);
    if (client !== null && !client?.isActive)
      return tokenError(401, "invalid_client", "The client is not active");
    const key = sandbox.store.accessKeys.get(row.accessKeyId);
    if (!key || !isUsable(sandbox, key))
      return tokenError(400, "invalid_grant", "The access key or its user is not active");
    if (sandbox.store.switches.refreshTokenRotates) sandbox.store.refreshTokens.remove(row.token);
    return Response.json(await issueTokens(sandbox, key, row.clientId), {
      headers: { "cache-control": "no-store" },
    });
  };

  app.post("/cxone/auth/token", async (c) => {
    const text = await c.req.text();
    // A form, whatever the header calls it; JSON is not a form.
    if (/^\s*[{[]/.test(text)) return tokenError(400, "invalid_request", "The body must be form-encoded");
    const body: JsonRecord = Object.fromEntries(new URLSearchParams(text));
    const grant = asText(body.grant_type);
    if (!grant) return tokenError(400, "invalid_request", "grant_type is required");
    if (grant === "refresh_token") return refreshGrant(body);
    const given = clientCredentials(c, body);
    const client = given && findClient(sandbox, given);
    if (!client) return tokenError(401, "invalid_client", "Client authentication failed");
    if (!client.isActive) return tokenError(401, "invalid_client", "The client is not active");
    if (grant === "password") return passwordGrant(client, body);
    return tokenError(400, "unsupported_grant_type", `Grant ${grant} is not supported`);
  });

  app.get("/cxone/auth/userinfo", async (c) => {
    const session = await readSession(sandbox, c.req.header("authorization"));
    if (!session)
      return tokenError(401, "invalid_token", "The access token is missing, malformed or has expired");
    const { agent } = session;
    return c.json({
      sub: `user:${agent.userId}`,
      name: agent.userName,
      tenantId: sandbox.store.tenant.tenantId,
    });
  });

  /** The login without a registered client (facts/cxone.md §1.3). */
  app.post("/cxone/authentication/v1/token/access-key", async (c) => {
    const body = await readBody(c).catch(() => undefined);
    const record = typeof body === "object" && body !== null ? (body as JsonRecord) : {};
    const [id, secret] = [asText(record.accessKeyId), asText(record.accessKeySecret)];
    if (!id || !secret)
      return userHubError(400, "BAD_REQUEST", "accessKeyId and accessKeySecret are required", "access-key");
    const key = findKey(sandbox, id, secret);
    if (!key || !isUsable(sandbox, key)) {
      return userHubUnauthorized(
        sandbox.store.now(),
        "/authentication/v1/token/access-key",
        "Invalid access key",
      );
    }
    return c.json(await issueTokens(sandbox, key, null));
  });

  app.on("POST", ["/cxone/public/user/refresh", "/cxone/public/authentication/v1/refresh"], async (c) => {
    const body = await readRecord(c).catch((): JsonRecord => ({}));
    const row = sandbox.store.refreshTokens.get(asText(body.token) ?? "");
    const key = row && sandbox.store.accessKeys.get(row.accessKeyId);
    if (!row || row.expiresAt <= sandbox.store.now() || !key || !isUsable(sandbox, key)) {
      return userHubUnauthorized(
        sandbox.store.now(),
        "/public/user/refresh",
        "The refresh token is unknown or has expired",
      );
    }
    if (sandbox.store.switches.refreshTokenRotates) sandbox.store.refreshTokens.remove(row.token);
    const fresh = await issueTokens(sandbox, key, row.clientId);
    return c.json({
      token: fresh.access_token,
      refreshToken: fresh.refresh_token,
      tokenExpirationTimeSec: accessTokenSeconds,
      refreshTokenExpirationTimeSec: refreshTokenSeconds,
    });
  });
}
