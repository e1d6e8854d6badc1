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

/** Before and after every call to the sandbox, so that no step between two calls is lost to the sessions. */
export function tickAround(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.use("*", async (_, next) => {
    if (!sandbox.store.isSeeded) return next();
    tick(sandbox);
    await next();
    tick(sandbox);
  });
}
