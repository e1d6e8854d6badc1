import { randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import type { EntraApp, EntraSecret, EntraUser } from "../state/microsoft-model.ts";

const dayMs = 86_400_000;

/** Entra takes https, and http for the machine itself only. Null when the address is fine. */
export function redirectProblem(uri: string): string | null {
  if (!URL.canParse(uri)) return `${uri} is not a URI.`;
  const { protocol, hostname, hash } = new URL(uri);
  if (hash !== "") return "A redirect URI has no fragment.";
  if (protocol === "https:") return null;
  const isOwn = hostname === "localhost" || hostname === "127.0.0.1";
  if (protocol === "http:" && isOwn) return null;
  return "A redirect URI must start with 'https://' or 'http://localhost'.";
}

/** A registration in a tenant, and with it the Enterprise application of the same client id and another Object ID. */
export function registerApp(sandbox: Sandbox, tenantId: string, name: string, redirectUri: string): EntraApp {
  const { apps, enterpriseApps } = sandbox.store.microsoft;
  const clientId = crypto.randomUUID();
  const objectId = crypto.randomUUID();
  enterpriseApps.put(objectId, { objectId, clientId, tenantId, enabled: true });
  return apps.put(clientId, {
    clientId,
    tenantId,
    objectId: crypto.randomUUID(),
    name,
    redirectUris: redirectUri === "" ? [] : [redirectUri],
    delegated: ["https://graph.microsoft.com/User.Read"],
    application: [],
    createdAt: sandbox.store.now(),
  });
}

/** A secret of 40 characters; Entra shows its value this once. */
export function addSecret(
  sandbox: Sandbox,
  clientId: string,
  description: string,
  days: number,
): EntraSecret {
  const now = sandbox.store.now();
  const secretId = crypto.randomUUID();
  const value = `${randomBytes(2).toString("hex").slice(0, 3)}8Q~${randomBytes(26).toString("base64url").slice(0, 34)}`;
  return sandbox.store.microsoft.secrets.put(secretId, {
    secretId,
    clientId,
    description,
    value,
    createdAt: now,
    expiresAt: now + days * dayMs,
  });
}

/** Takes back every consent to an app: of its users and of the organisation. */
export function revokeConsents(sandbox: Sandbox, clientId: string): void {
  const { consents } = sandbox.store.microsoft;
  for (const row of consents.list().filter((consent) => consent.clientId === clientId))
    consents.remove(`${row.tenantId} ${row.clientId} ${row.userId ?? "*"} ${row.kind}`);
}

/** "Revoke sessions": refresh tokens from before now are worth nothing. */
export function revokeSessions(sandbox: Sandbox, user: EntraUser): void {
  // A token of this very moment is one of those that are revoked.
  sandbox.store.microsoft.users.update(user.objectId, { tokensValidFrom: sandbox.store.now() + 1 });
}

/** A new password, which revokes as well. */
export function changePassword(sandbox: Sandbox, user: EntraUser, password?: string): string {
  const next = password ?? randomBytes(12).toString("base64url");
  sandbox.store.microsoft.users.update(user.objectId, { password: next });
  revokeSessions(sandbox, user);
  return next;
}
