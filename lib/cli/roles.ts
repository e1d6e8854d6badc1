import path from "node:path";
import { env } from "#lib/env.ts";
import type { Listener } from "#lib/live/listen.ts";
import { ROOT } from "./build.ts";
import { StartError } from "./embedded-postgres.ts";

export type Role = "console" | "bridge" | "worker";
type Stop = () => Promise<void>;

/**
 * Starts roles of Patchbay in this process and returns how to stop them. Imported late, because the modules below
 * need the generated database client and DATABASE_URL.
 */
export async function startRoles(
  roles: readonly Role[],
  options: { dev?: boolean } = {},
): Promise<{ port?: number; stop: Stop }> {
  Object.assign(process.env, {
    NODE_ENV: options.dev ? "development" : "production",
    NEXTAUTH_URL: env().publicUrl,
  });
  const stops: Stop[] = [];
  let port: number | undefined;
  const listener = await startListener();
  if (roles.includes("worker")) stops.push(await startWorkerRole(listener));
  if (roles.includes("console") || roles.includes("bridge")) {
    const web = await startWeb(roles, listener, options.dev === true);
    port = web.port;
    stops.push(web.stop);
  }
  const { closeProcess } = await import("./close-process.ts");
  return {
    ...(port === undefined ? {} : { port }),
    stop: async () => {
      for (const stop of stops.reverse()) await stop();
      await listener.close();
      await closeProcess();
    },
  };
}

/** The one ear of this process. Tokens of changed connections are forgotten as soon as it hears of them. */
async function startListener(): Promise<Listener> {
  const { createListener } = await import("#lib/live/listen.ts");
  const { tokens } = await import("#lib/connections/client-for.ts");
  const listener = createListener({ connectionString: process.env.DATABASE_URL ?? "" });
  const { smtpTokens } = await import("#lib/email/smtp/smtp-tokens.ts");
  listener.subscribe("connections", () => {
    tokens().forgetAll();
    smtpTokens().forgetAll();
  });
  return listener;
}

async function startWorkerRole(listener: Listener): Promise<Stop> {
  const { startWorkerProcess } = await import("./worker-role.ts");
  return startWorkerProcess(listener);
}

async function startWeb(
  roles: readonly Role[],
  listener: Listener,
  dev: boolean,
): Promise<{ port: number; stop: Stop }> {
  const { startServer } = await import("#lib/bridge/server.ts");
  const { createBridge } = await import("#lib/bridge/handler.ts");
  const { authenticate } = await import("#lib/auth/authenticate.ts");
  const { pool } = await import("#lib/db/client.ts");
  const bridge = createBridge({
    pool: pool(),
    listener,
    authorize: async (request) => {
      const { authorization, cookie } = request.headers;
      return (await authenticate({ authorization, cookie }, new Date())) !== undefined;
    },
  });
  const handlers = [bridge.handle];
  const closeNext = roles.includes("console") ? await addConsole(handlers, dev) : async () => {};
  const server = await startServer({ port: env().PORT, handlers }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    throw new StartError(
      `PORT ${env().PORT} is ${error.code === "EACCES" ? "not allowed" : "taken"}: set PORT to another one.`,
    );
  });
  const stop = async () => {
    await bridge.close();
    await server.close();
    await closeNext();
  };
  return { port: server.port, stop };
}

type Handlers = ((
  request: import("node:http").IncomingMessage,
  response: import("node:http").ServerResponse,
) => boolean)[];

async function addConsole(handlers: Handlers, dev: boolean): Promise<Stop> {
  const { default: next } = await import("next");
  const { otherMethods } = await import("#lib/bridge/other-methods.ts");
  const { pageHeaders } = await import("#lib/bridge/page-headers.ts");
  const app = next({ dev, dir: path.resolve(ROOT), port: env().PORT, hostname: "localhost" });
  await app.prepare();
  const handle = app.getRequestHandler();
  handlers.push(otherMethods, pageHeaders({ dev }), (request, response) => {
    void handle(request, response);
    return true;
  });
  return () => app.close();
}
