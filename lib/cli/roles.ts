import path from "node:path";
import { env } from "#lib/env.ts";
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
  if (roles.includes("worker")) stops.push(await startWorkerRole());
  if (roles.includes("console") || roles.includes("bridge")) {
    const web = await startWeb(roles, options.dev === true);
    port = web.port;
    stops.push(web.stop);
  }
  const { closeProcess } = await import("./close-process.ts");
  return {
    ...(port === undefined ? {} : { port }),
    stop: async () => {
      for (const stop of stops.reverse()) await stop();
      await closeProcess();
    },
  };
}

async function startWorkerRole(): Promise<Stop> {
  const { startWorkerProcess } = await import("./worker-role.ts");
  return startWorkerProcess();
}

async function startWeb(roles: readonly Role[], dev: boolean): Promise<{ port: number; stop: Stop }> {
  const { startServer } = await import("#lib/bridge/server.ts");
  const { createBridge } = await import("#lib/bridge/handler.ts");
  const { authenticate } = await import("#lib/auth/authenticate.ts");
  const { pool } = await import("#lib/db/client.ts");
  const bridge = createBridge({
    pool: pool(),
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
  const app = next({ dev, dir: path.resolve(ROOT), port: env().PORT, hostname: "localhost" });
  await app.prepare();
  const handle = app.getRequestHandler();
  handlers.push((request, response) => {
    void handle(request, response);
    return true;
  });
  return () => app.close();
}
