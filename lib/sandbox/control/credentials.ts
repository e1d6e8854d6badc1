import type { Hono } from "hono";
import { cognigyEndpoint } from "../bots/cognigy.ts";
import { v2Credentials } from "../cxone-v2/v2-credentials.ts";
import { engageCredentials } from "../engage/credentials.ts";
import { microsoftCredentials, smtpCredentials } from "../microsoft/credentials.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";

function cxoneCredentials({ store, baseUrl }: Sandbox) {
  const ids = store.setting("credentials", { accessKeyId: "", clientId: "" });
  return {
    issuer: `${baseUrl}/cxone`,
    accessKeyId: ids.accessKeyId,
    accessKeySecret: store.accessKeys.get(ids.accessKeyId)?.accessKeySecret ?? "",
    clientId: ids.clientId,
    clientSecret: store.apiClients.get(ids.clientId)?.clientSecret ?? "",
    tenantId: store.tenant.tenantId,
    businessUnitId: store.tenant.businessUnitId,
    dfoBaseUrl: `${baseUrl}/cxone/dfo-host`,
  };
}

/**
 * What one signs in with everywhere (DESIGN.md §7). `?system=` gives one system alone: the certificates of SMTP take
 * half a second to make, and are made when somebody first wants to know their authority.
 */
export function credentialRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const systems: Record<string, () => unknown> = {
    cxone: () => cxoneCredentials(sandbox),
    cxoneV2: () => v2Credentials(sandbox),
    engage: () => engageCredentials(sandbox),
    cognigy: () => ({ endpointUrl: cognigyEndpoint(sandbox) }),
    dns: () => ({ server: sandbox.dnsServer }),
    microsoft: () => microsoftCredentials(sandbox),
    smtp: () => smtpCredentials(sandbox),
  };

  app.get("/credentials.json", async (c) => {
    const wanted = c.req.query("system");
    if (wanted !== undefined && !(wanted in systems))
      return c.json({ error: `"system" is one of: ${Object.keys(systems).join(", ")}.` }, 400);
    const shown: Record<string, unknown> = {};
    for (const [name, read] of Object.entries(systems))
      if (wanted === undefined || wanted === name) shown[name] = await read();
    return c.json(shown, 200, { "cache-control": "no-store" });
  });
}
