import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { ctxAs } from "#lib/connections/scene.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { checkLinks } from "./check-links.ts";

withTestDatabase();
const ann = ctxAs("operator", "Ann");
const asked: string[] = [];
const server = http.createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  const path = request.url ?? "";
  if (path === "/moved") response.writeHead(301, { location: "/fine" });
  else if (path === "/inward") response.writeHead(302, { location: "http://169.254.169.254/latest" });
  else if (path === "/round") response.writeHead(302, { location: "/round" });
  else if (path === "/no-head" && request.method === "HEAD") response.writeHead(405);
  else if (path === "/gone") response.writeHead(404);
  else response.writeHead(200);
  response.end();
});
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await allowHost(systemCtx("test"), new URL(base).host, "the site of this test");
});
afterAll(async () => {
  await closeEgress();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const check = async (path: string) => (await checkLinks(ann, { urls: [base + path] })).items[0];

test.each([
  ["/fine", "good", "Answers 200."],
  ["/no-head", "good", "Answers 200."],
  ["/moved", "warning", "Answers 200 after a redirect."],
  ["/gone", "bad", "Answers 404."],
  ["/round", "bad", "Leads on more than 5 times."],
])("%s is %s", async (path, kind, sentence) => {
  expect(await check(path)).toMatchObject({ kind, sentence });
});

test("each step of a redirect is shown, and one into a private network is not gone", async () => {
  expect(await check("/inward")).toMatchObject({
    kind: "bad",
    sentence: "Not called: the address leads into a private network.",
    hops: [{ status: 302 }, { url: "http://169.254.169.254/latest", status: null }],
  });
});

test("the same link is called once", async () => {
  asked.length = 0;
  await checkLinks(ann, { urls: [`${base}/once`, `${base}/once`] });
  expect(asked).toEqual(["HEAD /once"]);
});
