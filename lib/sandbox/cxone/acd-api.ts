import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { asInteger } from "../wire/values.ts";
import { acdError, Refusal } from "./error-families.ts";
import { readSession } from "./tokens.ts";

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
    const isWrite = c.req.method !== "GET" && !/\/interactions\//.test(c.req.path);
    if (isWrite && !sandbox.store.roles.get(session.agent.roleId)?.isAdministrator) {
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

type Page<Row> = {
  rows: Row[];
  totalRecords: number;
  links: { self: string; next: string; previous: string };
};

/** Cuts a page out of a list: `skip` from 0, `top` 50 by default; more than 100 is silently taken as 100. */
export function pageOf<Row>(c: SandboxContext, all: Row[]): Page<Row> {
  const read = (name: string, fallback: number, least: number): number => {
    const text = c.req.query(name);
    if (text === undefined || text === "") return fallback;
    const value = asInteger(text);
    if (value === undefined || value < least) {
      throw new Refusal(acdError(400, "invalid_request", `${name} must be an integer of at least ${least}`));
    }
    return value;
  };
  const skip = read("skip", 0, 0);
  const top = Math.min(read("top", 50, 1), 100);
  const link = (from: number): string => {
    const url = new URL(c.req.url);
    url.searchParams.set("skip", String(from));
    url.searchParams.set("top", String(top));
    return url.href;
  };
  return {
    rows: all.slice(skip, skip + top),
    totalRecords: all.length,
    links: {
      self: link(skip),
      next: skip + top < all.length ? link(skip + top) : "",
      previous: skip > 0 ? link(Math.max(0, skip - top)) : "",
    },
  };
}

type Listable = Record<string, unknown>;

/** The list parameters that every ACD list shares: searchString, updatedSince, isActive, orderBy, fields. */
export function listRows(c: SandboxContext, rows: Listable[], nameFields: string[]): Listable[] {
  const search = c.req.query("searchString")?.toLowerCase();
  const since = c.req.query("updatedSince");
  const isActive = c.req.query("isActive")?.toLowerCase();
  let found = rows;
  if (search)
    found = found.filter((row) =>
      nameFields
        .map((name) => row[name])
        .join(" ")
        .toLowerCase()
        .includes(search),
    );
  if (isActive === "true" || isActive === "false")
    found = found.filter((row) => String(row.isActive) === isActive);
  if (since) {
    const time = Date.parse(since);
    if (Number.isNaN(time))
      throw new Refusal(acdError(400, "invalid_request", "updatedSince must be a date"));
    found = found.filter((row) => Date.parse(String(row.lastUpdateTime)) >= time);
  }
  const [orderField, direction] = (c.req.query("orderBy") ?? "").trim().split(/\s+/);
  if (orderField) {
    const sign = direction?.toLowerCase() === "desc" ? -1 : 1;
    found = [...found].sort(
      (a, b) =>
        sign *
        String(a[orderField] ?? "").localeCompare(String(b[orderField] ?? ""), "en", { numeric: true }),
    );
  }
  const fields = c.req
    .query("fields")
    ?.split(",")
    .map((name) => name.trim().toLowerCase());
  if (!fields || fields.length === 0) return found;
  return found.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name.toLowerCase()))),
  );
}

/** A list as the ACD wraps it. */
export function acdList(
  sandbox: Sandbox,
  c: SandboxContext,
  key: string,
  rows: Listable[],
  ...nameFields: string[]
): Response {
  const page = pageOf(c, listRows(c, rows, nameFields));
  return c.json({
    _links: page.links,
    lastPollTime: new Date(sandbox.store.now()).toISOString(),
    businessUnitId: sandbox.store.tenant.businessUnitId,
    totalRecords: page.totalRecords,
    [key]: page.rows,
  });
}
