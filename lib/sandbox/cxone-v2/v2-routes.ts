import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { v2AnalyticsRoutes } from "./v2-analytics.ts";
import { v2Gate } from "./v2-gate.ts";
import { v2OutboundRoutes } from "./v2-outbound.ts";
import { v2TokenRoutes } from "./v2-token.ts";
import { v2UserRoutes } from "./v2-users.ts";
import { v2VoiceRoutes } from "./v2-voice.ts";

/** The dialect of seeds 001 and 003, under `/cxone-v2`. The public API has none of these addresses (facts/cxone.md §7). */
export function v2Routes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  v2TokenRoutes(app, sandbox);
  v2Gate(app, sandbox);
  v2VoiceRoutes(app, sandbox);
  v2UserRoutes(app, sandbox);
  v2AnalyticsRoutes(app, sandbox);
  v2OutboundRoutes(app, sandbox);
}
