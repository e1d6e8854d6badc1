import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Behaviour = (response: ServerResponse, request: ReceivedRequest, socket: Socket) => void;

export interface TestServer {
  readonly port: number;
  readonly host: string;
  readonly baseUrl: string;
  /** Every request that arrived, in order. */
  readonly requests: ReceivedRequest[];
  /** What the next requests get, one each; the last one stays. */
  answer(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

/** A real HTTP server on a free port of 127.0.0.1 that misbehaves as it is told. For tests. */
export async function startTestServer(): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  let script: Behaviour[] = [json(200, { ok: true })];
  const server: Server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const received = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    requests.push(received);
    const behaviour = script.length > 1 ? script.shift() : script[0];
    behaviour?.(response, received, incoming.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    host: `127.0.0.1:${port}`,
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    answer: (...behaviours) => {
      script = behaviours;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** Takes the request and never answers. */
export const hang: Behaviour = () => {};

/** Takes the request and cuts the connection. */
export const reset: Behaviour = (_response, _request, socket) => {
  socket.resetAndDestroy();
};

/** Promises more body than it sends. */
export const cutShort: Behaviour = (response, _request, socket) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"skills":[', () => socket.destroy());
};
