import proxy from "@fastify/http-proxy";
import fastify from "fastify";
import { serveProgram } from "../program.ts";

/** The proxy a project would take from npm, adding a credential. */
const authorization = `Bearer ${"t".repeat(800)}`;
const app = fastify();
await app.register(proxy, {
  upstream: process.env.BENCH_UPSTREAM ?? "",
  undici: { connections: 64 },
  replyOptions: { rewriteRequestHeaders: (_request, headers) => ({ ...headers, authorization }) },
});
await app.listen({ port: 0, host: "127.0.0.1" });
const address = app.server.address();
serveProgram({ port: typeof address === "object" ? address?.port : undefined });
