import http from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { otherMethods } from "./other-methods.ts";
import { startServer } from "./server.ts";

test("TRACE and methods of WebDAV are refused before the console sees them", async () => {
  const { port, close } = await startServer({
    port: 0,
    host: "127.0.0.1",
    handlers: [otherMethods, (_, response) => Boolean(response.writeHead(204).end())],
  });
  onTestFinished(close);
  const ask = (method: string) =>
    new Promise<http.IncomingMessage>((resolve, reject) =>
      http
        .request({ port, host: "127.0.0.1", method }, (answer) => resolve(answer.resume()))
        .on("error", reject)
        .end(),
    );
  for (const method of ["TRACE", "PROPFIND"]) {
    const { statusCode, headers } = await ask(method);
    expect([statusCode, headers.allow]).toEqual([405, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"]);
    expect(headers["content-type"]).toContain("application/problem+json");
  }
  for (const method of ["GET", "HEAD", "DELETE", "OPTIONS"]) expect((await ask(method)).statusCode).toBe(204);
});
