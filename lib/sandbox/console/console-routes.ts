import type { Hono } from "hono";
import { dnsPages } from "../dns/dns-pages.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { adminRoutes } from "./admin.ts";
import { agentDeskRoutes } from "./agent-desk.ts";
import { byocRoutes } from "./byoc.ts";
import { emailPages } from "./email/email-pages.ts";
import { engagePages } from "./engage/engage-pages.ts";
import { homeRoutes } from "./home.ts";
import { entraPages } from "./microsoft/entra.ts";
import { exchangePages } from "./microsoft/exchange.ts";
import { mailboxPages } from "./microsoft/mailbox.ts";
import { pointOfContactRoutes } from "./points-of-contact.ts";
import { roleMatrixRoutes } from "./role-matrix.ts";
import { roleRoutes } from "./roles.ts";
import { skillPages } from "./skills.ts";
import { studioPages } from "./studio.ts";
import { switchPages } from "./switch-pages.ts";
import { userPages } from "./users.ts";
import { voiceFloorRoutes } from "./voice/voice-floor.ts";

/** Every page for people. There is no sign-in, so a write must not come from a page of another origin. */
export function consoleRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const sameOrigin = (origin: string | undefined, url: string) =>
    origin === undefined || (URL.canParse(origin) && new URL(origin).host === new URL(url).host);
  for (const path of [
    "/cxone/console/*",
    "/cxone/voice-floor/*",
    "/engage/admin/*",
    "/engage/desk/*",
    "/microsoft/entra/*",
    "/microsoft/exchange/*",
    "/microsoft/:tenant/interaction/*",
    "/control/*",
    "/dns",
    "/dns/*",
  ]) {
    app.use(path, async (c, next) => {
      if (c.req.method !== "GET" && !sameOrigin(c.req.header("origin"), c.req.url)) {
        return c.json({ error: "This request comes from a page of another origin." }, 403);
      }
      return next();
    });
  }
  homeRoutes(app, sandbox);
  byocRoutes(app, sandbox);
  pointOfContactRoutes(app, sandbox);
  roleRoutes(app, sandbox);
  roleMatrixRoutes(app, sandbox);
  adminRoutes(app, sandbox);
  skillPages(app, sandbox);
  userPages(app, sandbox);
  studioPages(app, sandbox);
  switchPages(app, sandbox);
  agentDeskRoutes(app, sandbox);
  voiceFloorRoutes(app, sandbox);
  emailPages(app, sandbox);
  dnsPages(app, sandbox);
  engagePages(app, sandbox);
  entraPages(app, sandbox);
  exchangePages(app, sandbox);
  mailboxPages(app, sandbox);
}
