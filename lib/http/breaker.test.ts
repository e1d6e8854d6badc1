import { describe, expect, it, vi } from "vitest";
import { json } from "./start-test-server.ts";
import { failure, withTestServer } from "./with-test-server.ts";

const scene = withTestServer();
const { read, write } = scene;

describe("breaker", () => {
  const breaker = { window: 4, minimumCalls: 4, halfOpenAfterMs: 200 };

  it("opens after the threshold, sends nothing while open, probes once and closes again", async () => {
    const guarded = scene.client({ breaker });
    scene.server.answer(json(500, {}));
    for (let n = 0; n < 4; n += 1) await failure(guarded.send(read({ maxAttempts: 1 })));
    expect(guarded.breakerStates()).toMatchObject([
      { origin: scene.server.baseUrl, operationClass: "read", state: "open" },
    ]);

    const refused = await failure(guarded.send(read()));
    expect(refused).toMatchObject({ kind: "breaker-open", mayHaveHappened: false });
    expect(refused.retryAt).toBeInstanceOf(Date);
    expect(scene.server.requests).toHaveLength(4);
    expect(scene.rows.at(-1)?.error).toContain("breaker-open");

    scene.server.answer(json(200, {}));
    await vi.waitFor(async () => expect((await guarded.send(read())).status).toBe(200), {
      timeout: 5_000,
      interval: 20,
    });
    expect(guarded.breakerStates()).toMatchObject([{ state: "closed", retryAt: null }]);
    expect(scene.server.requests).toHaveLength(5);
  });

  it("lets one probe through while half open and refuses the others at once", async () => {
    const guarded = scene.client({ breaker });
    scene.server.answer(json(500, {}));
    for (let n = 0; n < 4; n += 1) await failure(guarded.send(read({ maxAttempts: 1 })));
    await vi.waitFor(() => expect(guarded.breakerStates()[0]?.retryAt).toBeNull(), {
      timeout: 5_000,
      interval: 10,
    });
    let release = () => {};
    scene.server.answer((response) => {
      release = () => response.end("{}");
    });
    const probe = guarded.send(read());
    await vi.waitFor(() => expect(scene.server.requests).toHaveLength(5));
    expect(guarded.breakerStates()[0]?.state).toBe("half-open");
    expect((await failure(guarded.send(read()))).kind).toBe("breaker-open");
    release();
    await probe;
    expect(guarded.breakerStates()[0]?.state).toBe("closed");
  });

  it("opens again when the probe fails, and the probe is not repeated", async () => {
    const guarded = scene.client({ breaker });
    scene.server.answer(json(500, {}));
    for (let n = 0; n < 4; n += 1) await failure(guarded.send(read({ maxAttempts: 1 })));
    await vi.waitFor(() => expect(guarded.breakerStates()[0]?.retryAt).toBeNull(), {
      timeout: 5_000,
      interval: 10,
    });
    expect(await failure(guarded.send(read()))).toMatchObject({ kind: "status", attempts: 1 });
    expect(guarded.breakerStates()[0]?.state).toBe("open");
    expect(scene.server.requests).toHaveLength(5);
  });

  it("gives the real error when it opens during the attempts of a call", async () => {
    const guarded = scene.client({ breaker: { ...breaker, window: 2, minimumCalls: 2 } });
    scene.server.answer(json(502, {}));
    expect(await failure(guarded.send(read()))).toMatchObject({ kind: "status", status: 502, attempts: 2 });
  });

  it("is kept apart for reads and writes, and 4xx and 429 do not count", async () => {
    const guarded = scene.client({ breaker });
    scene.server.answer(json(500, {}));
    for (let n = 0; n < 4; n += 1) await failure(guarded.send(write()));
    scene.server.answer(json(404, {}));
    for (let n = 0; n < 8; n += 1) await guarded.send(read());
    scene.server.answer(json(429, {}));
    for (let n = 0; n < 8; n += 1) await failure(guarded.send(read({ maxAttempts: 1 })));
    expect(guarded.breakerStates().map((state) => [state.operationClass, state.state])).toEqual([
      ["write", "open"],
      ["read", "closed"],
    ]);
  });
});
