import http from "node:http";
import { Pool } from "undici";
import { serveProgram } from "../program.ts";
import { listenLocal } from "./listen-local.ts";

/** The least a proxy that adds a credential can do: undici's pool behind node:http. */
const pool = new Pool(process.env.BENCH_UPSTREAM ?? "", { connections: 64 });
const authorization = `Bearer ${"t".repeat(800)}`;

const server = http.createServer(async (request, response) => {
  const answer = await pool.request({
    method: "GET",
    path: request.url ?? "/",
    headers: { authorization, accept: "application/json" },
  });
  const body = Buffer.from(await answer.body.arrayBuffer());
  response.writeHead(answer.statusCode, {
    "content-type": String(answer.headers["content-type"]),
    "content-length": body.length,
  });
  response.end(body);
});
serveProgram({ port: await listenLocal(server) });
