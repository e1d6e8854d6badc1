import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { callListRoutes } from "../outbound/call-lists.ts";
import { callbackRoutes } from "../outbound/callbacks.ts";
import { dncRoutes } from "../outbound/dnc-groups.ts";
import { callControlRoutes } from "./call-control.ts";
import { contactRoutes } from "./contacts.ts";
import { diallingRoutes } from "./dialling.ts";
import { sessionRoutes } from "./session-routes.ts";

/** Voice and outbound calls of the public API: agent sessions, contacts, calling lists (facts/cxone.md §4, §5). */
export function acdVoiceRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  sessionRoutes(app, sandbox);
  diallingRoutes(app, sandbox);
  callControlRoutes(app, sandbox);
  contactRoutes(app, sandbox);
  callbackRoutes(app, sandbox);
  callListRoutes(app, sandbox);
  dncRoutes(app, sandbox);
}
