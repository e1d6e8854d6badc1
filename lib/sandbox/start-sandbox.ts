import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { buildApp } from "./build-app.ts";
import { resumeDeliveries } from "./cxone/byoc-delivery.ts";
import { startDns } from "./dns/dns-server.ts";
import { EngageHub } from "./engage/hub.ts";
import { resumeImports } from "./engage/import-queue.ts";
import { startEngageCalls } from "./engage/run-due.ts";
import { Background, type Sandbox } from "./sandbox.ts";
import { startSmtp } from "./smtp/start-smtp.ts";
import { seedTenant, topUpTenant } from "./state/seed-tenant.ts";
import { Store } from "./state/store.ts";
import { FaultList } from "./wire/faults.ts";
import { RequestLog } from "./wire/request-log.ts";
import { serveRequest } from "./wire/serve-request.ts";

export type RunningSandbox = { port: number; baseUrl: string; close(): Promise<void> };

/**
 * Starts the simulated vendors on 127.0.0.1. Port 0 takes a free one; with `dataDir: null` everything is forgotten at
 * the end, otherwise it is kept under `<dataDir>/sandbox/`. Rejects with the system's error when the port is taken.
 */
export async function startSandbox(options: {
  port: number;
  dataDir: string | null;
}): Promise<RunningSandbox> {
  const store = new Store(options.dataDir);
  if (!store.isSeeded) {
    store.clear();
    await seedTenant(store);
  } else topUpTenant(store);
  store.flush();
  const sandbox: Sandbox = {
    store,
    faults: new FaultList(),
    requests: new RequestLog(),
    engage: new EngageHub(),
    background: new Background(),
    baseUrl: "",
    dnsServer: "",
    smtpPort: 0,
  };
  const serve = serveRequest(sandbox, buildApp(sandbox));
  const listener = getRequestListener((request, env) => serve(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  try {
    server.listen(options.port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    store.close();
    throw error;
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  sandbox.baseUrl = `http://127.0.0.1:${port}`;
  // Beside the port that was asked for, so that a client set up by hand finds it again.
  const smtp = await startSmtp(sandbox, options.port === 0 ? 0 : port + 1);
  sandbox.smtpPort = smtp.port;

  const dns = await startDns(sandbox, options.port === 0 ? 0 : port + 2);
  sandbox.dnsServer = `127.0.0.1:${dns.port}`;

  resumeDeliveries(sandbox);
  const stopEngageCalls = startEngageCalls(sandbox);
  resumeImports(sandbox);

  let closing: Promise<void> | null = null;
  const close = async () => {
    const closed = once(server, "close");
    server.close();
    stopEngageCalls();
    await sandbox.background.cancel();
    await smtp.close();
    server.closeAllConnections();
    await dns.close();
    await closed;
    store.close();
  };
  return {
    port,
    baseUrl: sandbox.baseUrl,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
