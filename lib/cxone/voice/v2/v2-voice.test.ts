import { beforeEach, describe, expect, test } from "vitest";
import { type Behaviour, cutShort, json, reset } from "#lib/http/start-test-server.ts";
import { failure, withTestV2 } from "../../v2/with-test-v2.ts";
import type { TransferTarget } from "../state.ts";
import type { Voice } from "../voice.ts";
import { createV2Voice } from "./v2-voice.ts";

const scene = withTestV2();
const QUEUE = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
const SKILL = "c3a9e8d4-41b7-4d0c-b2e6-000000000007";
const ZERO = "00000000-0000-0000-0000-000000000000";
const CALL = { callId: "call-1", handle: null };
const READ = "GET /api/v2/voice/calls/call-1";
const ISSUE = `POST /api/v2/voice/calls/call-1/transfer`;
const queue = `/api/v2/voice/queues/${QUEUE}`;
const target: TransferTarget = { transferType: "BLIND", targetType: "QUEUE", targetId: QUEUE, priority: 1 };
let voice: Voice;
beforeEach(() => {
  voice = createV2Voice(scene.client);
});

describe("what a queue looks like", () => {
  const agents = [
    { userId: "u1", name: "Ada", status: "AVAILABLE", skills: [{ skillId: SKILL }] },
    { userId: "u2", status: "ON_CALL" },
    { userId: "u3", status: "Ready", skills: null },
    { userId: "u4", status: "UNAVAILABLE" },
  ];
  beforeEach(() => {
    scene.cxone.on(`GET ${queue}`, json(200, { id: QUEUE, name: "Support", status: "ACTIVE" }));
    scene.cxone.on(`GET ${queue}/agents`, json(200, agents));
    scene.cxone.on(
      "GET /api/v2/voice/campaigns",
      json(200, [
        { id: "c1", name: "Day", status: "ACTIVE" },
        { id: "c2", status: "PAUSED" },
      ]),
    );
  });

  test("is its state, its campaigns and who is there, in whichever word CXone says available (T-20 to T-23)", async () => {
    expect(await voice.observe(target)).toEqual({
      queue: { id: QUEUE, name: "Support", status: "ACTIVE" },
      campaigns: [
        { id: "c1", name: "Day", active: true },
        { id: "c2", name: "", active: false },
      ],
      agents: [
        { id: "u1", name: "Ada", status: "AVAILABLE", available: true, skills: [SKILL] },
        { id: "u2", name: "", status: "ON_CALL", available: false, skills: [] },
        { id: "u3", name: "", status: "Ready", available: true, skills: [] },
        { id: "u4", name: "", status: "UNAVAILABLE", available: false, skills: [] },
      ],
    });
    expect(scene.cxone.requests.map(({ path }) => path)).toContain(
      `/api/v2/voice/campaigns?queueId=${QUEUE}`,
    );
  });

  test("is not known where CXone has no page for a queue, or another word for its state, and that stops nothing", async () => {
    scene.cxone.on(
      `GET ${queue}`,
      json(404, {}),
      json(200, { id: QUEUE, name: "Support", status: "PAUSED" }),
    );
    expect((await voice.observe(target)).queue).toEqual({ id: QUEUE, name: "", status: null });
    expect((await voice.observe(target)).queue).toEqual({ id: QUEUE, name: "Support", status: null });
  });

  test.each<[string, Behaviour, string]>([
    ["the agents cannot be had", json(500, {}), "server_error"],
    ["they are no list", json(200, { agents }), "unexpected_answer"],
    ["a scope is missing", json(403, { message: "The scope voice:queue:read is missing." }), "forbidden"],
  ])("is an error when %s, never an empty queue", async (_name, behaviour, code) => {
    scene.cxone.on(`GET ${queue}/agents`, behaviour);
    expect((await failure(voice.observe(target))).code).toBe(code);
  });

  test("is not asked about for extensions, numbers and skills", async () => {
    for (const targetType of ["EXTENSION", "NUMBER"] as const)
      expect(await voice.observe({ ...target, targetType, targetId: "999" })).toEqual({
        queue: null,
        campaigns: null,
        agents: null,
      });
    expect(await voice.observe({ ...target, targetType: "SKILL", targetId: SKILL })).toMatchObject({
      queue: { id: SKILL, status: null },
      agents: null,
    });
    expect(scene.cxone.requests).toEqual([]);
  });
});

describe("a transfer that is sent", () => {
  test("carries what was asked for, and gives the id of the request and the state (T-10 to T-16)", async () => {
    scene.cxone.on(ISSUE, json(202, { id: "t1", state: "WAITING" }));
    const wish: TransferTarget = {
      ...target,
      transferType: "CONSULT",
      skillId: SKILL,
      priority: 5,
      callbackNumber: "+4930901820",
    };
    expect(await voice.issue(CALL, wish)).toEqual({ result: "accepted", requestId: "t1", state: "WAITING" });
    expect(JSON.parse(scene.cxone.requests.at(-1)?.body ?? "")).toEqual(wish);
  });

  test("leaves out what was not asked for, and needs no state in the answer", async () => {
    scene.cxone.on(ISSUE, json(202, { id: "t1" }));
    const wish: TransferTarget = { ...target, targetType: "EXTENSION", targetId: "999" };
    expect(await voice.issue(CALL, wish)).toEqual({ result: "accepted", requestId: "t1", state: null });
    expect(JSON.parse(scene.cxone.requests.at(-1)?.body ?? "")).toEqual(wish);
  });

  test("is sent again after a 401 with a fresh token: the first was not taken", async () => {
    scene.cxone.on(ISSUE, json(202, { id: "t1" }));
    await voice.issue(CALL, target);
    scene.cxone.revoke();
    expect((await voice.issue(CALL, target)).result).toBe("accepted");
    expect(scene.refreshes).toBe(1);
  });

  test.each<[string, Behaviour, object]>([
    ["400: inactive queue (T-72)", json(400, { message: "INACTIVE" }), { result: "refused", status: 400 }],
    ["403 (T-71)", json(403, { message: "no" }), { result: "refused", code: "forbidden" }],
    ["404", json(404, {}), { result: "refused", code: "not_found" }],
    ["429 (T-73)", json(429, {}, { "retry-after": "7" }), { result: "not_sent", code: "rate_limited" }],
    ["429 without a wait", json(429, {}), { result: "not_sent", retryAfterMs: null }],
    ["409, in transfer already", json(409, {}), { result: "unclear", code: "conflict" }],
    ["500 (T-74)", json(500, {}), { result: "unclear", code: "server_error" }],
    ["503 with a wait", json(503, {}, { "retry-after": "60" }), { result: "unclear" }],
    ["a dropped answer", reset, { result: "unclear" }],
    ["a cut answer", cutShort, { result: "unclear" }],
    ["202 that is not JSON", json(202, "ok"), { result: "unclear" }],
    ["202 with another body", json(202, []), { result: "unclear" }],
  ])("was sent once after %s", async (_name, behaviour, expected) => {
    scene.cxone.on(ISSUE, behaviour);
    expect(await voice.issue(CALL, target)).toMatchObject(expected);
    expect(scene.cxone.count(ISSUE)).toBe(1);
  });

  test("was not sent when no token could be had, however unclear that is", async () => {
    scene.cxone.on(ISSUE, json(202, { id: "t1" }));
    for (let i = 0; i < 3; i += 1) scene.cxone.once("POST /api/v2/oauth/token", json(500, {}));
    expect(await voice.issue(CALL, target)).toMatchObject({ result: "not_sent", code: "server_error" });
    expect(scene.cxone.count(ISSUE)).toBe(0);
  });

  test.each([
    [{ targetId: ZERO }, CALL],
    [{ skillId: ZERO }, CALL],
    [{}, { ...CALL, callId: ZERO }],
  ])("never goes out with an all-zero id (P-31)", async (change, call) => {
    expect(await voice.issue(call, { ...target, ...change })).toMatchObject({
      result: "refused",
      code: "placeholder",
    });
    expect(scene.cxone.requests).toEqual([]);
  });
});

describe("a call that is read", () => {
  const transfer = { id: "t1", targetType: "QUEUE", targetId: QUEUE };
  test.each([
    [{ state: "WAITING" }, { state: "WAITING", transfer: null, connectedTo: null }],
    [{ state: "WAITING", transfer: null }, { transfer: "none" }],
    [
      { state: "IN_TRANSFER", transfer: { ...transfer, state: "IN_TRANSFER" } },
      { transfer: "underway", transferId: "t1" },
    ],
    [
      { state: "WAITING", transfer: { ...transfer, state: "FAILED" } },
      { transfer: "ended", transferId: "t1" },
    ],
    [{ state: "CONNECTED", connectedTo: "u1" }, { connectedTo: { id: "u1", name: null } }],
    [
      { state: "CONNECTED", connectedTo: { userId: "u1", name: "Ada" } },
      { connectedTo: { id: "u1", name: "Ada" } },
    ],
    [
      { state: "CONNECTED", connectedTo: 7 },
      { state: "CONNECTED", connectedTo: null },
    ],
  ])("%j", async (call, expected) => {
    scene.cxone.on(READ, json(200, { id: "call-1", ...call }));
    expect(await voice.readCall(CALL, target)).toMatchObject({
      result: "read",
      join: "not_needed",
      ...expected,
    });
  });

  test.each<[string, Behaviour, object]>([
    ["is gone with a 404 of CXone", json(404, {}), { result: "gone" }],
    [
      "is not gone for a gateway's page",
      json(404, "<html>", { "content-type": "text/html" }),
      { result: "failed", code: "html_answer" },
    ],
    ["failed with a 500", json(500, {}), { result: "failed", code: "server_error" }],
    ["failed with a strange state", json(200, { id: "1", state: "DANCING" }), { code: "unexpected_answer" }],
    ["failed with no JSON", json(200, "{"), { result: "failed", code: "unexpected_answer" }],
    ["says when to look again", json(429, {}, { "retry-after": "60" }), { code: "rate_limited" }],
  ])("%s", async (_name, behaviour, expected) => {
    scene.cxone.on(READ, behaviour);
    expect(await voice.readCall(CALL, target)).toMatchObject(expected);
  });
});

test("presence comes in CXone's own word, and an unreadable one is an error (T-51)", async () => {
  const route = "GET /api/v2/users/u1/presence";
  scene.cxone.on(route, json(200, { status: "On call" }));
  expect(await voice.readPresence("u1")).toEqual({ status: "On call", since: null, name: null });
  scene.cxone.on("GET /api/v2/users/u1", json(200, { id: "u1", name: "Ada", active: true }));
  expect(await voice.readPresence("u1")).toMatchObject({ status: "On call", name: "Ada" });
  // The seed does not name it, and presence is as good without.
  scene.cxone.on("GET /api/v2/users/u1", json(403, { message: "The scope user:read is missing." }));
  expect(await voice.readPresence("u1")).toMatchObject({ status: "On call", name: null });
  scene.cxone.on(route, json(200, {}));
  expect((await failure(voice.readPresence("u1"))).code).toBe("unexpected_answer");
});

test("pickers hold what matches, at most 100, and are null where there is no list", async () => {
  const many = Array.from({ length: 150 }, (_, index) => ({ id: `q${index}`, name: `Queue ${index}` }));
  scene.cxone.on("GET /api/v2/voice/queues", json(200, many));
  expect(await voice.listTargets("queues", "")).toHaveLength(100);
  expect(await voice.listTargets("queues", "queue 149")).toEqual([
    { id: "q149", name: "Queue 149", status: null },
  ]);
  scene.cxone.on(
    "GET /api/v2/users",
    json(200, [
      { id: "u1", name: "Ada", active: true },
      { id: "u2", name: "Adam", active: false },
    ]),
  );
  expect((await voice.listTargets("agents", "ada"))?.map(({ id }) => id)).toEqual(["u1"]);
  expect(await voice.listTargets("skills", "")).toBeNull();
  expect(await voice.listCalls()).toBeNull();
});

test("live calls name their agents, where CXone lists users, and ids do where it does not", async () => {
  const call = { id: "c1", state: "CONNECTED", agent: "u1" };
  const other = { id: "c2", state: "CONNECTED", agent: { userId: "u2", name: "Bo" } };
  scene.cxone.on("GET /api/v2/voice/calls", json(200, [call, other, { id: "c3", state: "WAITING" }]));
  scene.cxone.on("GET /api/v2/users", json(200, [{ id: "u1", name: "Ada" }]));
  const agentsOf = async () => (await voice.listCalls())?.map(({ agent }) => agent);
  expect(await agentsOf()).toEqual([{ id: "u1", name: "Ada" }, { id: "u2", name: "Bo" }, null]);
  scene.cxone.on("GET /api/v2/users", json(500, {}));
  expect(await agentsOf()).toEqual([{ id: "u1", name: null }, { id: "u2", name: "Bo" }, null]);
});
