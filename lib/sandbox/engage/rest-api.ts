import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { ApiToken, Role, User } from "../state/engage-model.ts";
import { engageError, engageJson, engageRefusal, forbidden, notFound } from "./answers.ts";
import { type Params, readParams } from "./params.ts";
import { mayOnSource } from "./thread-facts.ts";

const api = "/engage-api/1.0";

/** A call that has been let in: who calls, with what. */
export type Call = {
  sandbox: Sandbox;
  engage: Sandbox["store"]["engage"];
  token: ApiToken;
  /** The token's owner, or whom the owner impersonates. */
  user: User;
  role: Role;
  params: Params;
  /** A piece of the path. */
  path(name: string): string;
};

/** What a request is let in with, kept beside it until its handler runs. */
export type EngageSession = Pick<Call, "token" | "user" | "role" | "params">;

type Handler = (call: Call) => unknown;

/** One minute from the first call on; the sandbox's clock, so that a test need not wait. */
function isWithinLimit(sandbox: Sandbox, tokenId: string): boolean {
  const limit = sandbox.store.switches.engageRequestsPerMinute;
  const now = sandbox.store.now();
  const minute = sandbox.engage.calls.get(tokenId);
  if (!minute || now - minute.since >= 60_000) {
    sandbox.engage.calls.set(tokenId, { since: now, count: 1 });
    return true;
  }
  minute.count += 1;
  return limit === 0 || minute.count <= limit;
}

function actingUser(sandbox: Sandbox, owner: User, role: Role, params: Params): User {
  const wanted = params.text("impersonated_user_id");
  if (!wanted) return owner;
  const user = sandbox.store.engage.users.get(wanted);
  if (!user?.enabled || !role.permissions.includes("impersonate_user"))
    throw engageRefusal(400, "impersonation_not_allowed", "Impersonation of this user is not allowed");
  return user;
}

/** Who a token speaks for; null for one that is unknown, switched off, or of a disabled user. */
function ownerOf(sandbox: Sandbox, text: string): { token: ApiToken; user: User } | null {
  const { engage } = sandbox.store;
  const token = text === "" ? undefined : engage.tokens.where("token", text)[0];
  const user = token && engage.users.get(token.userId);
  return token?.enabled && user?.enabled ? { token, user } : null;
}

async function letIn(sandbox: Sandbox, request: Request): Promise<EngageSession> {
  const { engage, switches } = sandbox.store;
  const { params, query } = await readParams(request);
  const isWebhookCall = /\/1\.0\/webhooks(\/|$)/.test(new URL(request.url).pathname);
  // There the one in the address is the token that counts.
  const inAddress = isWebhookCall ? query.text("access_token") : undefined;
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (isWebhookCall && switches.engageWebhookTokenInQuery && !query.text("access_token"))
    throw engageRefusal(400, "missing_parameter", "Missing parameter: access_token");
  const text = inAddress || bearer || (params.text("access_token") ?? "");
  const owner = ownerOf(sandbox, text);
  if (!owner)
    throw engageRefusal(
      Number(switches.engageBadTokenStatus),
      "invalid_access_token",
      "The access token is invalid",
    );
  if (!isWithinLimit(sandbox, owner.token.id))
    throw engageRefusal(429, "rate_limit_exceeded", "Rate limit exceeded");
  const ownRole = engage.roles.get(owner.user.roleId);
  if (!ownRole) throw forbidden();
  const user = actingUser(sandbox, owner.user, ownRole, params);
  const role = engage.roles.get(user.roleId) ?? ownRole;
  return { token: owner.token, user, role, params };
}

/** The door of the REST API: token, limit, impersonation (facts/engage.md §1.1, §1.2). */
export function engageGate(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.use(`${api}/*`, async (c, next) => {
    c.set("engage", await letIn(sandbox, c.req.raw));
    return next();
  });
  app.all("/engage-api", () => engageError(404, "not_found", "Not found"));
}

/** How the addresses of the REST API are written down: a path under /1.0 and what it answers with. */
export function endpoints(app: Hono<SandboxEnv>, sandbox: Sandbox) {
  const on = (method: "GET" | "POST" | "PUT" | "DELETE") => (path: string, handler: Handler) =>
    app.on(method, `${api}${path}`, async (c) => {
      const answer = await handler({
        ...c.var.engage,
        sandbox,
        engage: sandbox.store.engage,
        path: (name) => c.req.param(name) ?? "",
      });
      return answer instanceof Response ? answer : engageJson(answer);
    });
  return { get: on("GET"), post: on("POST"), put: on("PUT"), remove: on("DELETE") };
}

export function hasRight(call: Call, right: string): boolean {
  return call.role.permissions.includes(right);
}

/** One of these rights, or 403. */
export function requireRight(call: Call, ...rights: string[]): void {
  if (!rights.some((right) => hasRight(call, right))) throw forbidden();
}

export function canRead(call: Call, sourceId: string): boolean {
  return mayOnSource(call.user, sourceId, "read");
}

/** What belongs to a source, unless the caller has no `read` there: then it is as if it did not exist. */
export function readable<Row extends { sourceId: string }>(
  call: Call,
  row: Row | undefined,
  what: string,
): Row {
  if (!row || !canRead(call, row.sourceId)) throw notFound(what);
  return row;
}
