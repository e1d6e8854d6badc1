import http from "node:http";
import { serveProgram } from "../program.ts";
import { listenLocal } from "./listen-local.ts";

/** A vendor's token endpoint that takes 100 ms and counts who asked. */
const TAKES_MS = 100;
let asked = 0;

const server = http.createServer((_request, response) => {
  asked += 1;
  const body = JSON.stringify({ token: `token-${asked}`, expiresInSeconds: 3600 });
  setTimeout(() => {
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    response.end(body);
  }, TAKES_MS);
});
serveProgram(
  { port: await listenLocal(server) },
  {
    takeCount: () => {
      const count = asked;
      asked = 0;
      return count;
    },
  },
);
