import "server-only";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { newId } from "#lib/ids.ts";

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => boolean;

export type Server = { port: number; close(): Promise<void> };

/**
 * One HTTP server in front of the roles of this process. Each handler says whether the request is its own; the last
 * one takes the rest. What a client claims about its own address is overwritten.
 */
export async function startServer(options: {
  port: number;
  host?: string;
  handlers: readonly Handler[];
}): Promise<Server> {
  const server = http.createServer((request, response) => {
    request.headers["x-patchbay-ip"] = request.socket.remoteAddress ?? "";
    request.headers["x-request-id"] = validId(request.headers["x-request-id"]) ?? newId("req");
    // Only Next's own sub-requests may carry this.
    delete request.headers["x-middleware-subrequest"];
    if (!options.handlers.some((handle) => handle(request, response))) {
      response.writeHead(404, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ type: "about:blank", title: "Not found", status: 404 }));
    }
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Event streams never end by themselves; they get a moment, then go.
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}

const validId = (value: unknown) =>
  typeof value === "string" && /^[\w-]{8,64}$/.test(value) ? value : undefined;
