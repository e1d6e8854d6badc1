import { Hono } from "hono";
import { cognigyRoutes } from "./bots/cognigy.ts";
import { webhookBotRoutes } from "./bots/webhook-bot.ts";
import { consoleRoutes } from "./console/console-routes.ts";
import { controlRoutes } from "./control/control.ts";
import { engagePopulateRoutes } from "./control/engage-populate.ts";
import { populateRoutes } from "./control/populate.ts";
import { agentRoutes } from "./cxone/acd-agents.ts";
import { acdGate } from "./cxone/acd-api.ts";
import { businessUnitRoutes } from "./cxone/acd-business-unit.ts";
import { campaignRoutes } from "./cxone/acd-campaigns.ts";
import { dispositionRoutes } from "./cxone/acd-dispositions.ts";
import { interactionRoutes } from "./cxone/acd-interactions.ts";
import { permissionRoutes } from "./cxone/acd-permissions.ts";
import { scriptRoutes } from "./cxone/acd-scripts.ts";
import { skillAgentRoutes } from "./cxone/acd-skill-agents.ts";
import { skillRoutes } from "./cxone/acd-skills.ts";
import { teamRoutes } from "./cxone/acd-teams.ts";
import { templateRoutes } from "./cxone/acd-templates.ts";
import { channelRoutes } from "./cxone/dfo-channels.ts";
import { contactRoutes } from "./cxone/dfo-contacts.ts";
import { messageRoutes } from "./cxone/dfo-messages.ts";
import { discoveryRoutes } from "./cxone/discovery.ts";
import { acdError, digitalError, Refusal } from "./cxone/error-families.ts";
import { oneTimeTokenRoutes } from "./cxone/one-time-token.ts";
import { skillActivityRoutes } from "./cxone/skill-activity.ts";
import { skillParameterRoutes } from "./cxone/skill-parameters.ts";
import { tokenRoutes } from "./cxone/token-endpoint.ts";
import { userHubRoutes } from "./cxone/userhub.ts";
import { userHubPeopleRoutes } from "./cxone/userhub-people.ts";
import { tickAround } from "./cxone/voice/tick.ts";
import { acdVoiceRoutes } from "./cxone/voice/voice-routes.ts";
import { scriptWriteRoutes } from "./cxone/write-script.ts";
import { ofRefusal, v2Error } from "./cxone-v2/v2-error.ts";
import { v2Routes } from "./cxone-v2/v2-routes.ts";
import { engageError } from "./engage/answers.ts";
import { engageRoutes } from "./engage/engage-routes.ts";
import { settleMail } from "./mail/deliver-mail.ts";
import { microsoftRoutes } from "./microsoft/microsoft-routes.ts";
import type { Sandbox, SandboxEnv } from "./sandbox.ts";
import { VoiceRefusal } from "./telephony/voice-refusal.ts";
import { MalformedBody } from "./wire/read-body.ts";
import { routePath } from "./wire/route-path.ts";

function errorFor(path: string, status: number, message: string): Response {
  if (path.startsWith("/cxone/dfo/~")) return digitalError(status, { message });
  if (path.startsWith("/cxone/acd"))
    return acdError(
      status,
      status === 404 ? "not_found" : status === 400 ? "invalid_request" : "server_error",
      message,
    );
  if (path.startsWith("/engage-api"))
    return engageError(status, status === 404 ? "not_found" : "internal_error", message);
  if (path.startsWith("/cxone-v2")) return v2Error(status, message);
  return Response.json({ error: message }, { status });
}

/** All addresses of the sandbox in one application. */
export function buildApp(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>({ getPath: routePath });
  app.onError((error, c) => {
    if (error instanceof Refusal) return error.response;
    if (error instanceof VoiceRefusal && c.req.path.startsWith("/cxone-v2")) return ofRefusal(error);
    if (error instanceof MalformedBody) return errorFor(c.req.path, 400, error.message);
    console.error("Sandbox: request failed", c.req.method, c.req.path, error);
    return errorFor(c.req.path, 500, "The sandbox failed; its console says why.");
  });
  app.notFound((c) =>
    errorFor(c.req.path, 404, `There is no ${c.req.method} ${new URL(c.req.url).pathname} here.`),
  );

  tickAround(app, sandbox);
  // Mail that has become due arrives before anybody looks.
  app.use("*", async (_, next) => {
    await settleMail(sandbox);
    await next();
  });
  consoleRoutes(app, sandbox);
  populateRoutes(app, sandbox);
  engagePopulateRoutes(app, sandbox);
  cognigyRoutes(app, sandbox);
  webhookBotRoutes(app, sandbox);
  controlRoutes(app, sandbox);
  discoveryRoutes(app, sandbox);
  tokenRoutes(app, sandbox);
  acdGate(app, sandbox);
  businessUnitRoutes(app, sandbox);
  campaignRoutes(app, sandbox);
  skillAgentRoutes(app, sandbox);
  skillActivityRoutes(app, sandbox);
  dispositionRoutes(app, sandbox);
  templateRoutes(app, sandbox);
  skillParameterRoutes(app, sandbox);
  skillRoutes(app, sandbox);
  teamRoutes(app, sandbox);
  permissionRoutes(app, sandbox);
  agentRoutes(app, sandbox);
  scriptRoutes(app, sandbox);
  scriptWriteRoutes(app, sandbox);
  interactionRoutes(app, sandbox);
  acdVoiceRoutes(app, sandbox);
  channelRoutes(app, sandbox);
  messageRoutes(app, sandbox);
  contactRoutes(app, sandbox);
  oneTimeTokenRoutes(app, sandbox);
  userHubRoutes(app, sandbox);
  userHubPeopleRoutes(app, sandbox);
  v2Routes(app, sandbox);
  engageRoutes(app, sandbox);
  microsoftRoutes(app, sandbox);
  return app;
}
