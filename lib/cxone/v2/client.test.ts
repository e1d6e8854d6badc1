import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type Behaviour, cutShort, hang, json, reset } from "#lib/http/start-test-server.ts";
import { explainCxoneError } from "../explain-cxone-error.ts";
import { createCxoneV2Client, type V2Call } from "./client.ts";
import { failure, withTestV2 } from "./with-test-v2.ts";

const scene = withTestV2();
const READ = "GET /api/v2/thing";
const WRITE = "POST /api/v2/thing";
const read: V2Call = { operation: "cxone.v2.call", method: "GET", path: "api/v2/thing", idempotent: true };
const write: V2Call = {
  operation: "cxone.v2.transfer",
  method: "POST",
  path: "api/v2/thing",
  body: { a: 1 },
  idempotent: false,
};
const schema = z.object({ id: z.string() });
const ok = json(200, { id: "1" });

describe("tokens", () => {
  test("a 401 is answered with a fresh token, once, for a write as well: nothing was done", async () => {
    scene.cxone.on(READ, ok);
    scene.cxone.on(WRITE, ok);
    await scene.client.read(read, schema);
    scene.cxone.revoke();
    expect(await scene.client.read(write, schema)).toEqual({ id: "1" });
    expect([scene.refreshes, scene.cxone.count(WRITE)]).toEqual([1, 2]);
  });

  test("a fresh token that is refused too is the end of it (T-70)", async () => {
    scene.cxone.on(READ, json(401, { message: "no" }));
    const error = await failure(scene.client.read(read, schema));
    expect(error).toMatchObject({ code: "unauthorized", status: 401 });
    expect(scene.cxone.count(READ)).toBe(2);
    expect(explainCxoneError(error)?.fix).toContain("rotate the credentials");
  });
});

describe("what fails", () => {
  test.each<[string, Behaviour, string]>([
    ["400", json(400, { message: "malformed" }), "rejected"],
    ["403", json(403, { message: "The scope voice:call:control is missing." }), "forbidden"],
    ["404", json(404, { message: "gone" }), "not_found"],
    ["409", json(409, { message: "in transfer" }), "conflict"],
    ["a web page instead of a refusal", json(403, "<html>", { "content-type": "text/html" }), "html_answer"],
    ["a redirect", json(302, "", { location: "/sign-in" }), "unexpected_answer"],
    ["no JSON", json(200, "{"), "unexpected_answer"],
    ["another shape", json(200, { id: 7 }), "unexpected_answer"],
    ["a 429 whose wait is too long", json(429, {}, { "retry-after": "3600" }), "rate_limited"],
  ])("%s is named", async (_name, behaviour, code) => {
    scene.cxone.on(READ, behaviour);
    const error = await failure(scene.client.read(read, schema));
    expect(error).toMatchObject({ code, operation: "cxone.v2.call" });
    expect(error.requestLogId).toBe(scene.rows.at(-1)?.id);
    const { title = "", detail = "", fix = "" } = explainCxoneError(error) ?? {};
    expect(title).toMatch(/^\S.*[^.!]$/);
    expect(`${detail} ${fix}`).not.toMatch(/[{}]/);
  });

  test("a read gets over 500, a short 429 and a cut body; three 500s are an error with CXone's request id (P-30)", async () => {
    for (const behaviour of [json(500, {}), json(429, {}, { "retry-after": "0" }), cutShort, reset]) {
      scene.cxone.on(READ, behaviour, ok);
      expect(await scene.client.read(read, schema)).toEqual({ id: "1" });
    }
    scene.cxone.requests.length = 0;
    scene.cxone.on(READ, json(500, {}, { "x-request-id": "abc-7" }));
    const error = await failure(scene.client.read(read, schema));
    expect(error).toMatchObject({ code: "server_error", vendorRequestId: "abc-7" });
    expect(scene.cxone.count(READ)).toBe(3);
    expect(explainCxoneError(error)?.fix).toContain("the request id abc-7");
  });

  test("a 429 without Retry-After is waited for and tried again (T-04)", async () => {
    scene.cxone.on(READ, json(429, {}), ok);
    const began = performance.now();
    expect(await scene.client.read(read, schema)).toEqual({ id: "1" });
    expect(performance.now() - began).toBeGreaterThan(400);
  });

  test.each<[string, Behaviour, object]>([
    ["429 with Retry-After", json(429, {}, { "retry-after": "7" }), { code: "rate_limited" }],
    ["429 without", json(429, {}), { code: "rate_limited", retryAt: undefined }],
    ["500", json(500, {}), { code: "server_error", mayHaveHappened: true }],
    ["a dropped answer", reset, { code: "unreachable", mayHaveHappened: true }],
    ["a cut answer", cutShort, { code: "cut_body", mayHaveHappened: true }],
    ["an answer that cannot be read", json(202, "accepted"), { mayHaveHappened: true }],
  ])("a write is sent once after %s", async (_name, behaviour, expected) => {
    scene.cxone.on(WRITE, behaviour);
    expect(await failure(scene.client.read(write, schema))).toMatchObject({
      mayHaveHappened: false,
      ...expected,
    });
    expect(scene.cxone.count(WRITE)).toBe(1);
  });

  test("a time-out has a code of its own, and so has a connection that nobody takes (P-21)", async () => {
    scene.cxone.on(WRITE, hang);
    const slow = await failure(scene.client.read({ ...write, timeoutMs: 150 }, schema));
    expect(slow).toMatchObject({ code: "timeout", mayHaveHappened: true });
    const nobody = createCxoneV2Client({
      baseUrl: "https://nobody.invalid",
      send: scene.http.send,
      getAccessToken: async () => "t",
    });
    expect(await failure(nobody.read(write, schema))).toMatchObject({ mayHaveHappened: false });
  });

  test("what is not there is null for a look-up, whether by CXone's word or a gateway's page", async () => {
    scene.cxone.on(READ, json(404, {}), json(404, "<html>", { "content-type": "text/html" }));
    expect(await scene.client.find(read, schema)).toBeNull();
    expect(await scene.client.find(read, schema)).toBeNull();
    scene.cxone.on(READ, json(400, {}));
    expect(await scene.client.find({ ...read, alsoAbsent: 400 }, schema)).toBeNull();
    expect((await failure(scene.client.find(read, schema))).code).toBe("rejected");
    scene.cxone.on(READ, json(403, { message: "The scope voice:queue:read is missing." }));
    expect((await failure(scene.client.find(read, schema))).code).toBe("forbidden");
  });
});

test("a call carries token, Accept and our request id, and leaves out what is not asked for", async () => {
  scene.cxone.on(READ, ok);
  await scene.client.read({ ...read, query: { search: "", name: "a b" } }, schema);
  const request = scene.cxone.requests.at(-1);
  expect(request?.path).toBe("/api/v2/thing?name=a+b");
  expect(request?.headers).toMatchObject({ accept: "application/json", correlationid: "req_1" });
  expect(JSON.stringify(scene.rows.at(-1))).not.toContain(request?.headers.authorization?.slice(7));
});

test("each service has a breaker of its own, and writes another than reads; each call has 10 s (P-21)", async () => {
  const paths: [V2Call, string][] = [
    [{ ...read, path: "api/v2/analytics/conversations/details/query", method: "POST" }, "v2-analytics"],
    [{ ...read, path: "api/v2/voice/calls/1" }, "v2-voice-read"],
    [{ ...write, path: "api/v2/voice/calls/1/transfer" }, "v2-voice-write"],
    [{ ...write, path: "api/journey/v1/outbound" }, "v2-journey-write"],
  ];
  for (const [call, operationClass] of paths) {
    const sent: (string | number | undefined)[] = [];
    const client = createCxoneV2Client({
      baseUrl: scene.cxone.baseUrl,
      getAccessToken: async () => "t",
      send: async (request) => {
        sent.push(request.operationClass, request.timeoutMs);
        return scene.http.send(request);
      },
    });
    await client.find(call, schema).catch(() => {});
    expect(new Set(sent)).toEqual(new Set([operationClass, 10_000]));
  }
});
