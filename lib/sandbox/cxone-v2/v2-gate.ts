import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { settle } from "../telephony/settle.ts";
import { v2Error } from "./v2-error.ts";

type Need = { path: RegExp; scopes: string[]; permission?: string };

/** What each address takes (T-01, P-02, T-71); an address that is not named takes a token only. */
const needs: readonly Need[] = [
  { path: /^voice\/calls/, scopes: ["voice:call:control"], permission: "Voice Call Control" },
  { path: /^voice\/queues/, scopes: ["voice:queue:read"], permission: "Queue Read" },
  { path: /^voice\/campaigns/, scopes: ["voice:campaign:read"] },
  { path: /^routing\/skills/, scopes: ["routing:skill:read"] },
  { path: /^analytics\//, scopes: ["analytics:conversation:read"] },
  { path: /^users\/[^/]+\/(presence|interaction)/, scopes: ["user:presence:read"] },
  { path: /^outbound/, scopes: ["cxone", "outbound:call"], permission: "Personal Connection" },
];

/** Calls in the current minute, by token. Forgotten with the process. */
type Counted = { minute: number; count: number };

/** What holds for every call: a token, its scopes, the client's security profile, the rate limit. */
export function v2Gate(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const counted = new Map<string, Counted>();

  const overLimit = (token: string): Response | null => {
    const { v2CallsPerMinute, retryAfterSent } = store.switches;
    if (v2CallsPerMinute === 0) return null;
    const now = store.now();
    const minute = Math.floor(now / 60_000);
    const before = counted.get(token);
    const count = before?.minute === minute ? before.count + 1 : 1;
    counted.set(token, { minute, count });
    if (count <= v2CallsPerMinute) return null;
    const seconds = Math.ceil(((minute + 1) * 60_000 - now) / 1000);
    return v2Error(429, undefined, retryAfterSent ? { headers: { "retry-after": String(seconds) } } : {});
  };

  const lackOf = (c: SandboxContext): Response | null => {
    const token = /^bearer\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const found = token ? store.voice.tokens.get(token) : undefined;
    const client = found && store.voice.clients.get(found.clientId);
    if (!found || !client) return v2Error(401, "The access token is missing or unknown.");
    if (found.expiresAt <= store.now()) return v2Error(401, "The access token has expired.");
    if (!client.isActive) return v2Error(401, "The client is disabled.");
    const path = c.req.path.replace(/^\/cxone-v2\/api\/(v2|journey\/v1)\//, "");
    const need = needs.find((one) => one.path.test(path));
    const scope = need?.scopes.find((one) => !found.scopes.includes(one) || !client.scopes.includes(one));
    if (scope) return v2Error(403, `The scope ${scope} is missing.`, { code: "missing.scope" });
    if (need?.permission && !client.permissions.includes(need.permission))
      return v2Error(403, `The security profile lacks the permission "${need.permission}".`, {
        code: "missing.permission",
      });
    return overLimit(found.token);
  };

  app.use("/cxone-v2/api/*", async (c, next) => {
    if (c.req.path.endsWith("/oauth/token")) return next();
    const lack = lackOf(c);
    if (lack) return lack;
    settle(store);
    return next();
  });
}
