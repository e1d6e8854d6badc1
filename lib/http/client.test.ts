import { createServer } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { cutShort, hang, json, reset, startTestServer } from "./start-test-server.ts";
import { failure, withTestServer } from "./with-test-server.ts";

const scene = withTestServer();
const { read, write } = scene;

describe("answers", () => {
  it("gives status, headers and body", async () => {
    scene.server.answer(json(200, { a: "ä" }, { "x-one": "1", "set-cookie": "a=1" }));
    const response = await scene.client().send(read());
    expect(response.status).toBe(200);
    expect(response.headers["x-one"]).toBe("1");
    expect(response.json()).toEqual({ a: "ä" });
    expect(scene.server.requests[0]).toMatchObject({ method: "GET", path: "/things?skip=0" });
  });

  it("sends method, headers and body as given", async () => {
    await scene.client().send(write({ headers: { "content-type": "text/plain", "x-two": "2" } }));
    expect(scene.server.requests[0]).toMatchObject({ method: "POST", body: '{"name":"a"}' });
    expect(scene.server.requests[0]?.headers).toMatchObject({ "content-type": "text/plain", "x-two": "2" });
  });

  it.each([400, 401, 403, 404, 409, 422])("hands %i to the caller at once", async (status) => {
    scene.server.answer(json(status, { error: "no" }));
    expect((await scene.client().send(read())).status).toBe(status);
    expect(scene.server.requests).toHaveLength(1);
  });

  it("keeps the reason phrase, where ACD puts its message", async () => {
    scene.server.answer((response) => response.writeHead(400, "Invalid skill name").end());
    expect((await scene.client().send(read())).statusText).toBe("Invalid skill name");
  });

  it("refuses redirects instead of following them", async () => {
    scene.server.answer((response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end());
    const error = await failure(scene.client().send(read()));
    expect(error).toMatchObject({ kind: "status", status: 302, attempts: 1 });
    expect(error.message).toContain("not followed");
    expect(scene.server.requests).toHaveLength(1);
  });
});

describe("retries", () => {
  it.each([408, 500, 502, 503, 504])("repeats an idempotent call after %i", async (status) => {
    scene.server.answer(json(status, {}), json(200, {}));
    expect((await scene.client().send(read())).status).toBe(200);
    expect(scene.rows.map((row) => [row.attempt, row.status])).toEqual([
      [1, status],
      [2, 200],
    ]);
  });

  it("gives up after 500 three times and keeps the answer out of the error's own fields", async () => {
    scene.server.answer(json(500, { error: "boom" }));
    const error = await failure(scene.client().send(read()));
    expect(error).toMatchObject({ kind: "status", status: 500, attempts: 3, mayHaveHappened: true });
    expect(error.answer?.text).toContain("boom");
    expect(JSON.stringify(error)).not.toContain("boom");
    expect(scene.server.requests).toHaveLength(3);
    expect(error.requestLogId).toBe(scene.rows[2]?.id);
  });

  it("repeats an idempotent call after a reset and after a body cut short", async () => {
    scene.server.answer(reset, cutShort, json(200, { ok: true }));
    expect((await scene.client().send(read())).json()).toEqual({ ok: true });
    expect(scene.server.requests).toHaveLength(3);
  });

  it("names a body cut short a reset and keeps the status it saw", async () => {
    scene.server.answer(cutShort);
    expect(await failure(scene.client().send(read({ maxAttempts: 1 })))).toMatchObject({
      kind: "reset",
      status: 200,
      mayHaveHappened: true,
    });
  });

  it("repeats an idempotent call that hung, within the time of the whole call", async () => {
    scene.server.answer(hang, json(200, {}));
    expect((await scene.client().send(read({ attemptTimeoutMs: 100, timeoutMs: 30_000 }))).status).toBe(200);
    expect(scene.server.requests).toHaveLength(2);
  });

  it.each([
    ["a reset", reset],
    ["a cut body", cutShort],
    ["a time-out", hang],
    ["500", json(500, {})],
    ["503", json(503, {})],
    ["429", json(429, {})],
  ])("never repeats a call that is not idempotent after %s", async (_name, behaviour) => {
    scene.server.answer(behaviour, json(200, {}));
    const error = await failure(scene.client().send(write({ timeoutMs: 300 })));
    expect(error.attempts).toBe(1);
    expect(scene.server.requests).toHaveLength(1);
    expect(error.mayHaveHappened).toBe(error.status !== 429);
  });

  it("repeats even such a call while nobody listens, for nothing was sent", async () => {
    const { port } = await startThenStop();
    const error = await failure(
      scene
        .client({ allowedPrivateHosts: () => ["127.0.0.1"] })
        .send(write({ url: `http://127.0.0.1:${port}/` })),
    );
    expect(error).toMatchObject({ kind: "connect", attempts: 3, mayHaveHappened: false });
  });

  it("says that a time-out may have happened on the other side", async () => {
    scene.server.answer(hang);
    const error = await failure(scene.client().send(write({ timeoutMs: 100 })));
    expect(error).toMatchObject({ kind: "timeout", mayHaveHappened: true });
    expect(scene.rows[0]?.error).toContain("timed out after 100 ms waiting for the answer");
  });

  it("stops when the caller gives up", async () => {
    scene.server.answer(hang);
    const controller = new AbortController();
    const sent = scene.client().send(read({ signal: controller.signal }));
    await vi.waitFor(() => expect(scene.server.requests).toHaveLength(1));
    controller.abort();
    expect((await failure(sent)).attempts).toBe(1);
  });
});

describe("429", () => {
  it("waits the seconds it is told", async () => {
    scene.server.answer(json(429, {}, { "retry-after": "1" }), json(200, {}));
    const startedAt = performance.now();
    expect((await scene.client().send(read())).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });

  it("waits until the date it is told", async () => {
    const now = new Date("2026-11-21T10:00:00.200Z");
    scene.server.answer(json(429, {}, { "retry-after": "Sat, 21 Nov 2026 10:00:01 GMT" }), json(200, {}));
    const startedAt = performance.now();
    await scene.client({ now: () => now }).send(read());
    expect(performance.now() - startedAt).toBeGreaterThan(790);
  });

  it("waits by itself when it is told nothing", async () => {
    scene.server.answer(json(429, {}), json(200, {}));
    const startedAt = performance.now();
    await scene.client().send(read());
    expect(performance.now() - startedAt).toBeGreaterThan(490);
  });

  it("fails at once and says when, if the wait is above the cap", async () => {
    const now = new Date("2026-11-21T10:00:00Z");
    scene.server.answer(json(429, {}, { "retry-after": "3600" }), json(200, {}));
    const error = await failure(scene.client({ now: () => now }).send(read({ timeoutMs: 60_000 })));
    expect(error).toMatchObject({ kind: "rate-limited", status: 429, attempts: 1, mayHaveHappened: false });
    expect(error.retryAt?.toISOString()).toBe("2026-11-21T11:00:00.000Z");
    expect(scene.server.requests).toHaveLength(1);
  });

  it("is rate-limited too when the attempts run out", async () => {
    scene.server.answer(json(429, {}, { "retry-after": "0" }));
    expect(await failure(scene.client().send(read()))).toMatchObject({ kind: "rate-limited", attempts: 3 });
  });

  it("tells the caller of a call that is not idempotent when to come back", async () => {
    const now = new Date("2026-11-21T10:00:00Z");
    scene.server.answer(json(429, {}, { "retry-after": "2" }));
    const error = await failure(scene.client({ now: () => now }).send(write()));
    expect(error.retryAt?.toISOString()).toBe("2026-11-21T10:00:02.000Z");
  });
});

describe("limits", () => {
  it("refuses an answer that announces too much, and one that just keeps coming", async () => {
    const big = "x".repeat(2_000);
    scene.server.answer(
      (response) => response.writeHead(200, { "content-length": "2000" }).end(big),
      (response) => {
        response.write(big);
        response.end(big);
      },
    );
    const limited = scene.client();
    for (let n = 0; n < 2; n += 1) {
      expect(await failure(limited.send(read({ maxBodyBytes: 1_000 })))).toMatchObject({
        kind: "too-large",
        attempts: 1,
      });
    }
    expect(scene.server.requests).toHaveLength(2);
  });

  it("names an answer that is not HTTP", async () => {
    const raw = createServer((socket) => socket.once("data", () => socket.end("220 mail.example ESMTP\r\n")));
    await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
    const address = raw.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const error = await failure(
      scene
        .client({ allowedPrivateHosts: () => ["127.0.0.1"] })
        .send(read({ url: `http://127.0.0.1:${port}/` })),
    );
    expect(error.kind).toBe("parse");
    await new Promise((resolve) => raw.close(resolve));
  });

  it("does not send a call that timed out while it waited for a free connection", async () => {
    scene.server.answer(hang);
    const one = scene.client({ connectionsPerOrigin: 1 });
    const errors = await Promise.all([
      failure(one.send(write({ timeoutMs: 400 }))),
      failure(one.send(write({ timeoutMs: 100 }))),
    ]);
    expect(errors.map((error) => error.mayHaveHappened)).toEqual([true, false]);
    scene.server.answer(json(200, {}));
    await one.send(read());
    expect(scene.server.requests.map((request) => request.method)).toEqual(["POST", "GET"]);
  });
});

async function startThenStop(): Promise<{ port: number }> {
  const gone = await startTestServer();
  await gone.close();
  return gone;
}
