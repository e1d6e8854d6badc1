import http from "node:http";
import { expect, product, test } from "./fixtures.ts";

/** A request as a browser would never send it, with whatever headers and no redirect followed. */
function ask(
  path: string,
  options: http.RequestOptions = {},
  body?: string,
): Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${product.url}${path}`, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

const policyOf = (headers: http.IncomingHttpHeaders) => String(headers["content-security-policy"]);
const nonceOf = (headers: http.IncomingHttpHeaders) => /'nonce-([\w-]+)'/.exec(policyOf(headers))?.[1] ?? "";

test("each page allows only its own scripts and styles, by a nonce that is new each time", async () => {
  const [first, second] = [await ask("/sign-in"), await ask("/sign-in")];
  expect(policyOf(first.headers)).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  expect(policyOf(first.headers)).toContain("frame-ancestors 'none'");
  expect(nonceOf(first.headers)).toHaveLength(22);
  expect(nonceOf(second.headers)).not.toBe(nonceOf(first.headers));
  const scripts = first.text.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(first.headers)}"`);
  expect(first.text).not.toMatch(/\sstyle="/);
});

test("a nonce that the client brings along is not used", async () => {
  const own = "AAAAAAAAAAAAAAAAAAAAAA";
  const answer = await ask("/sign-in", {
    headers: { "x-nonce": own, "content-security-policy": `script-src 'nonce-${own}'` },
  });
  expect(answer.text).not.toContain(own);
  expect(policyOf(answer.headers)).not.toContain(own);
});

test("pages and answers carry the headers that keep browsers careful", async () => {
  for (const path of ["/sign-in", "/overview", "/api/handovers", "/nothing-here"]) {
    const { headers } = await ask(path);
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "strict-transport-security": "max-age=31536000",
    });
    expect(headers["x-powered-by"], path).toBeUndefined();
    expect(String(headers["cache-control"]), path).toMatch(/no-store|no-cache/);
  }
});

test("no header takes a stranger past the sign-in", async () => {
  for (const header of [
    "x-middleware-subrequest",
    "x-patchbay-ip",
    "x-forwarded-host",
    "x-middleware-next",
  ]) {
    const page = await ask("/settings/people", {
      headers: { [header]: "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
    });
    expect(page.status, header).toBe(307);
    expect(page.headers.location, header).toMatch(/^\/sign-in/);
    expect((await ask("/api/users", { headers: { [header]: "middleware" } })).status, header).toBe(401);
  }
});

test("another site cannot write with the cookie of somebody signed in", async ({ page, context, signIn }) => {
  await signIn(page);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name.endsWith("patchbay.session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const write = (headers: http.OutgoingHttpHeaders, body = '{"name":"Stolen"}') =>
    ask("/api/handovers", { method: "POST", headers: { cookie, ...headers } }, body);
  const json = { "content-type": "application/json" };

  expect((await write({ ...json, origin: "https://evil.example" })).status).toBe(403);
  expect((await write({ ...json, origin: "null" })).status).toBe(403);
  expect((await write(json)).status).toBe(403);
  expect((await write({ "content-type": "text/plain", origin: product.url })).status).toBe(415);
  expect((await write({ ...json, origin: product.url }, `{"name":"${"x".repeat(1_100_000)}"}`)).status).toBe(
    413,
  );
  expect((await ask("/api/handovers", { headers: { cookie } })).text).not.toContain("Stolen");
});
