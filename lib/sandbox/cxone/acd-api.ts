import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { asInteger } from "../wire/values.ts";
import { acdError, Refusal } from "./error-families.ts";
import { mayAdminister } from "./permissions.ts";
import { readSession } from "./tokens.ts";

/** The areas of the Admin application that guard addresses of the ACD (M-52, M-70); other writes take an administrator. */
const guarded: readonly (readonly [RegExp, string])[] = [
  [/\/~\/(skills|dispositions)(\/|$)/, "Skills"],
  [/\/~\/campaigns(\/|$)/, "Campaigns"],
  [/\/~\/scripts(\/|$)/, "Scripts"],
];

/** Writes that have rules of their own: what an agent does in a session, and what a customer asks for. */
const ownRules = /\/~\/(agent-sessions|interactions|queuecallback|promise)(\/|$)/;

/** Whether the role of the caller permits the request at all. */
function isPermitted(sandbox: Sandbox, c: SandboxContext): boolean {
  const { agent } = c.get("session");
  const isWrite = c.req.method !== "GET";
  const area = guarded.find(([path]) => path.test(c.req.path))?.[1];
  if (area === "Skills" && !isWrite) return mayAdminister(sandbox, agent, "Skills", "View");
  if (!isWrite || ownRules.test(c.req.path)) return true;
  if (/\/~\/contacts\/[^/]+\/end$/.test(c.req.path)) return mayAdminister(sandbox, agent, "Users", "Edit");
  if (sandbox.store.roles.get(agent.roleId)?.isAdministrator) return true;
  const isCreation = c.req.method === "POST" && /\/~\/\w+$/.test(c.req.path);
  return area !== undefined && mayAdminister(sandbox, agent, area, isCreation ? "Create" : "Edit");
}

/** What holds for every call below the ACD prefix: an Accept header, a token, and for writes an administrator. */
export function acdGate(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.use("/cxone/acd/~/*", async (c, next) => {
    if (sandbox.store.switches.acdRequiresAccept && !c.req.header("accept")) {
      const text = "No known way to render data";
      return c.text(text, 406, { icStatusDescription: text });
    }
    const session = await readSession(sandbox, c.req.header("authorization"));
    if (!session)
      return acdError(401, "invalid_token", "The access token is missing, malformed or has expired");
    c.set("session", session);
    if (!isPermitted(sandbox, c)) {
      return acdError(403, "access_denied", "The role of this user does not permit the operation");
    }
    await next();
  });
  app.post("/cxone/acd/incontactauthorizationserver/token/whoami", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const token = typeof body === "object" && body !== null && "token" in body ? String(body.token) : "";
    const session = await readSession(sandbox, `Bearer ${token}`);
    if (!session)
      return acdError(401, "invalid_token", "The access token is missing, malformed or has expired");
    return c.json({
      agent_id: session.agent.agentId,
      bus_no: sandbox.store.tenant.businessUnitId,
      team_id: session.agent.teamId,
      sub: `user:${session.agent.userId}`,
      resource_server_base_uri: `${sandbox.baseUrl}/cxone/acd/incontactapi/`,
      refresh_token_server_uri: `${sandbox.baseUrl}/cxone/auth/token`,
    });
  });
}

/** Takes an integer id out of the path or refuses as the ACD does. */
export function pathId(c: SandboxContext, name: string): number {
  const id = asInteger(c.req.param(name));
  if (id === undefined) throw new Refusal(acdError(400, "invalid_request", `${name} must be an integer`));
  return id;
}
