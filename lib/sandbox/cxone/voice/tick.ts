import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { settle } from "../../telephony/settle.ts";
import { runOutbound } from "../outbound/dial-lists.ts";
import { tellChanges } from "./session-events.ts";
import { liveSessions } from "./sessions.ts";

/** Brings calls up to the sandbox's clock and tells the sessions of agents what has changed. */
export function tick(sandbox: Sandbox): void {
  settle(sandbox.store);
  runOutbound(sandbox);
  for (const session of liveSessions(sandbox)) tellChanges(sandbox, session);
}

/** Some refusals of real tenants have no body: what is wrong stands in a header only (facts/cxone.md §1.6). */
function bareErrors(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.use("/cxone/acd/~/agent-sessions/*", async (c, next) => {
    await next();
    if (c.res.status < 400 || sandbox.store.switches.acdVoiceErrors === "body") return;
    const icStatusDescription = c.res.headers.get("icStatusDescription") ?? "";
    c.res = new Response(null, { status: c.res.status, headers: { icStatusDescription } });
  });
}

/** Before and after every call to the sandbox, so that no step between two calls is lost to the sessions. */
export function tickAround(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  bareErrors(app, sandbox);
  app.use("*", async (_, next) => {
    if (!sandbox.store.isSeeded) return next();
    tick(sandbox);
    await next();
    tick(sandbox);
  });
}
