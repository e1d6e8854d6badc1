import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { realtimeRoutes } from "./realtime.ts";
import { engageGate } from "./rest-api.ts";
import { categoryRoutes } from "./rest-categories.ts";
import { contentRoutes } from "./rest-contents.ts";
import { domainRoutes } from "./rest-domain.ts";
import { folderRoutes } from "./rest-folders.ts";
import { identityRoutes } from "./rest-identities.ts";
import { interventionRoutes } from "./rest-interventions.ts";
import { permissionsRoutes } from "./rest-permissions.ts";
import { sourceRoutes } from "./rest-sources.ts";
import { statusRoutes } from "./rest-status.ts";
import { taskRoutes } from "./rest-tasks.ts";
import { threadRoutes } from "./rest-threads.ts";
import { userRoutes } from "./rest-users.ts";
import { webhookRoutes } from "./rest-webhooks.ts";

/** What the simulated Engage answers: REST API 1.0 and the realtime endpoint of the Source SDK. */
export function engageRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  realtimeRoutes(app, sandbox);
  engageGate(app, sandbox);
  categoryRoutes(app, sandbox);
  sourceRoutes(app, sandbox);
  threadRoutes(app, sandbox);
  contentRoutes(app, sandbox);
  interventionRoutes(app, sandbox);
  permissionsRoutes(app, sandbox);
  userRoutes(app, sandbox);
  identityRoutes(app, sandbox);
  folderRoutes(app, sandbox);
  webhookRoutes(app, sandbox);
  taskRoutes(app, sandbox);
  statusRoutes(app, sandbox);
  domainRoutes(app, sandbox);
}
