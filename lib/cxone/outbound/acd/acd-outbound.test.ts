import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { json, reset } from "#lib/http/start-test-server.ts";
import { startTestAcd, type TestAcd } from "../../start-test-acd.ts";
import type { Outbound } from "../outbound.ts";
import { createAcdOutbound } from "./acd-outbound.ts";

let acd: TestAcd;
let outbound: Outbound;

const NUMBER = "+4930123456";
const request = { campaignId: "4603", contactId: null, phoneNumber: NUMBER, agentId: "30101", data: {} };
const since = new Date("2026-11-21T10:00:00Z");
const row = { contactId: 900, agentId: 30101, mediaTypeId: 4, isOutbound: true, toAddress: "4930123456" };
const started = { contactStartDate: "2026-11-21T10:00:01Z" };

beforeEach(async () => {
  acd = await startTestAcd();
  outbound = createAcdOutbound(acd.client);
  acd.on("POST agent-sessions/join", json(200, { sessionId: "s1" }));
  acd.on("GET agent-sessions/s1/get-next-event", json(200, { events: [] }));
});
afterEach(() => acd.close());

describe("dialling for an agent", () => {
  const DIAL = "POST agent-sessions/s1/dial-phone";

  it("goes through the agent's own session with the outbound skill", async () => {
    acd.on(DIAL, json(202, ""));
    expect(await outbound.dial(request)).toEqual({
      result: "accepted",
      requestId: null,
      state: null,
      handle: { sessionId: "s1" },
    });
    expect(acd.sent(DIAL)).toEqual({ phoneNumber: NUMBER, skillId: 4603 });
    const data = { customerId: "C-7", zipCode: 10117, reason: "renewal" };
    await outbound.dial({ ...request, data });
    expect(acd.sent(DIAL)).toEqual({ phoneNumber: NUMBER, skillId: 4603, customerId: "C-7" });
  });

  it("has 10 s (P-21)", async () => {
    acd.on(DIAL, json(202, ""));
    const given = new Map<string, number | undefined>();
    const send = acd.client.request;
    const client = {
      ...acd.client,
      request: async (call: Parameters<typeof send>[0]) => {
        given.set(call.operation, call.timeoutMs);
        return send(call);
      },
    };
    await createAcdOutbound(client).dial(request);
    expect(given.get("cxone.agent-sessions.dial-phone")).toBe(10_000);
  });

  it("is refused in words when the agent is not signed in, and nothing rings", async () => {
    acd.on("POST agent-sessions/join", json(404, { error: "not_found", error_description: "No session" }));
    expect(await outbound.dial(request)).toMatchObject({
      result: "refused",
      code: "no_agent_session",
      message: expect.stringContaining("The agent has no session."),
      fix: expect.stringContaining("sign in"),
    });
    expect(acd.calls()).not.toContain(DIAL);
  });

  it.each([
    [
      "a do-not-call list",
      json(400, { error: "DncNumber", error_description: "On DNC list 5" }),
      "refused",
      "number_on_dnc",
    ],
    ["no phone", json(409, { error: "AgentLegNotConnected" }), "refused", "no_phone_leg"],
    ["another call of the agent", json(409, { error: "conflict" }), "refused", "conflict"],
    ["403", json(403, {}), "refused", "forbidden"],
    ["429", json(429, {}), "not_sent", "rate_limited"],
    ["500", json(500, {}), "unclear", "server_error"],
    ["a dropped answer", reset, "unclear", "unreachable"],
  ])("after %s: dialled once", async (_name, answer, result, code) => {
    acd.on(DIAL, answer);
    expect(await outbound.dial(request)).toMatchObject({ result, code });
    expect(acd.calls().filter((one) => one === DIAL)).toHaveLength(1);
  });

  it("carries of the context what a call has a place for (P-15)", async () => {
    acd.on(DIAL, json(202, ""));
    await outbound.dial({ ...request, data: { customerId: 7, zipCode: "10117", note: "x" } });
    expect(acd.sent(DIAL)).toEqual({ phoneNumber: NUMBER, skillId: 4603, zipCode: "10117" });
  });

  it("is dialled with a fresh token when the old one has ended", async () => {
    acd.on(DIAL, json(401, {}), json(204, ""));
    expect(await outbound.dial(request)).toMatchObject({ result: "accepted" });
  });
});

describe("how an outbound call stands", () => {
  const read = (handle: Record<string, string> | null) => outbound.readDial({ handle, request, since });

  it.each([
    [{ stateName: "Dialing" }, { state: "dialling" }],
    [{ stateName: "Ringing" }, { state: "ringing" }],
    [{ stateName: "NaturalCallRinging" }, { state: "ringing" }],
    [{ stateName: "Active" }, { state: "connected" }],
    [{ stateName: "Hold" }, { state: "connected" }],
    [{ endReason: "No Answer" }, { state: "no_answer", disposition: "No Answer" }],
    [{ endReason: "Busy" }, { state: "busy" }],
    [{ endReason: "SIT Intercept" }, { state: "failed" }],
    [
      { endReason: "Contact Hung Up", totalDurationSeconds: 65, agentSeconds: 60.5, ...started },
      { state: "ended", endedAt: "2026-11-21T10:01:06.000Z", talkMs: 60_500 },
    ],
  ])("%o", async (more, expected) => {
    acd.on("GET contacts/900", json(200, { contactId: { ...row, ...more } }));
    expect(await read({ contactId: "900" })).toMatchObject({ result: "read", ...expected });
  });

  it("is found by what the session tells", async () => {
    const event = { Type: "CallContactEvent", ContactID: 900, Status: "Dialing", DNIS: "4930123456" };
    acd.on("GET agent-sessions/s1/get-next-event", json(200, { events: [event] }));
    acd.on("GET contacts/900", json(200, { contactId: { ...row, stateName: "Dialing" } }));
    expect(await read({ sessionId: "s1" })).toMatchObject({
      state: "dialling",
      handle: { sessionId: "s1", contactId: "900" },
    });
  });

  it("is found without a handle among the running calls, then among the completed", async () => {
    const older = { ...row, contactId: 903, contactStartDate: "2026-11-21T08:00:00Z" };
    const ofAnother = { ...row, contactId: 901, agentId: 30102, ...started };
    const ours = { ...row, ...started };
    acd.on(
      "GET contacts/active",
      json(200, { activeContacts: [older, ofAnother, { ...ours, stateName: "Active" }] }),
    );
    expect(await read(null)).toMatchObject({ state: "connected", handle: { contactId: "900" } });
    acd.on("GET contacts/active", json(200, { activeContacts: [older] }));
    acd.on(
      "GET contacts/completed",
      json(200, { completedContacts: [older, { ...ours, endReason: "Busy" }] }),
    );
    expect(await read(null)).toMatchObject({ state: "busy" });
    expect(acd.query("GET contacts/completed").get("agentId")).toBe("30101");
  });

  it("is not taken for one that came in, or to another number, and is known by either end of it", async () => {
    const inbound = { ...row, ...started, contactId: 902, isOutbound: false, stateName: "Active" };
    const elsewhere = { ...row, ...started, contactId: 903, toAddress: "4930999999", stateName: "Active" };
    acd.on("GET contacts/active", json(200, { activeContacts: [inbound, elsewhere] }));
    acd.on("GET contacts/completed", json(200, { completedContacts: [] }));
    expect(await read(null)).toEqual({ result: "none" });
    const turned = { ...row, ...started, contactId: 904, fromAddress: "4930123456", toAddress: "4930901800" };
    acd.on("GET contacts/active", json(200, { activeContacts: [{ ...turned, stateName: "Active" }] }));
    expect(await read(null)).toMatchObject({ handle: { contactId: "904" } });
  });

  it("is found although the clock of CXone is 15 s behind ours, or hours ahead", async () => {
    const at = (contactStartDate: string) =>
      acd.on("GET contacts/active", json(200, { activeContacts: [{ ...row, contactStartDate }] }));
    acd.on("GET contacts/completed", json(200, { completedContacts: [] }));
    at("2026-11-21T09:59:45Z");
    expect(await read(null)).toMatchObject({ result: "read" });
    at("2026-11-21T09:59:44Z");
    expect(await read(null)).toEqual({ result: "none" });
    const until = Date.parse(acd.query("GET contacts/completed").get("endDate") ?? "");
    expect(until - Date.now()).toBeGreaterThan(12 * 3_600_000);
  });

  it("is not taken for an earlier one that the session had yet to tell of", async () => {
    const old = { Type: "CallContactEvent", ContactID: 800, Status: "Disconnected", DNIS: "4930123456" };
    acd.on("GET agent-sessions/s1/get-next-event", json(200, { events: [old] }), json(200, { events: [] }));
    acd.on("POST agent-sessions/s1/dial-phone", json(202, ""));
    acd.on("GET contacts/800", json(200, { contactId: { ...row, contactId: 800, endReason: "Busy" } }));
    acd.on(
      "GET contacts/active",
      json(200, { activeContacts: [{ ...row, ...started, stateName: "Dialing" }] }),
    );
    const answer = await outbound.dial(request);
    const handle = answer.result === "accepted" ? { ...answer.handle } : null;
    expect(await read(handle)).toMatchObject({ state: "dialling", handle: { contactId: "900" } });
  });

  it("is told by the session's event of that number, not by the last one", async () => {
    const event = (ContactID: number, DNIS: string) => ({
      Type: "CallContactEvent",
      ContactID,
      DNIS,
      Status: "Dialing",
    });
    acd.on(
      "GET agent-sessions/s1/get-next-event",
      json(200, { events: [event(900, "4930123456"), event(905, "4930999999")] }),
    );
    acd.on("GET contacts/900", json(200, { contactId: { ...row, stateName: "Dialing" } }));
    expect(await read({ sessionId: "s1" })).toMatchObject({ handle: { contactId: "900" } });
  });

  it("is the later one of two calls to a number that was busy at first", async () => {
    const first = { ...row, ...started, endReason: "Busy" };
    const second = { ...row, ...started, contactId: 901, endReason: "Contact Hung Up" };
    acd.on("GET contacts/active", json(200, { activeContacts: [] }));
    acd.on("GET contacts/completed", json(200, { completedContacts: [first, second] }));
    expect(await read(null)).toMatchObject({ state: "ended", handle: { contactId: "901" } });
  });

  it("leaves no trace only when both lists were read", async () => {
    acd.on("GET contacts/active", json(200, { activeContacts: [] }));
    expect(await read(null)).toMatchObject({ result: "failed", code: "not_found" });
    acd.on("GET contacts/completed", json(200, { completedContacts: [] }));
    expect(await read(null)).toEqual({ result: "none" });
    acd.on("GET contacts/active", json(500, {}));
    expect(await read(null)).toMatchObject({ result: "failed", code: "server_error" });
  });
});

describe("what is known before a call", () => {
  const agent = { agentId: 30101, firstName: "Ada", lastName: "Roth", userName: "ada", isActive: true };
  const skill = { skillId: 4603, skillName: "Callbacks", mediaTypeId: 4, isOutbound: true, campaignId: 1 };
  const strategy = { outboundStrategy: "Personal Connection" };
  const readAgent = async (state: object, more: object = {}) => {
    acd.on("GET agents/30101", json(200, { agents: [{ ...agent, ...more }] }));
    acd.on("GET agents/30101/states", json(200, { agentStates: [{ agentId: 30101, ...state }] }));
    return outbound.readAgent("30101");
  };

  it.each([
    [{ agentStateName: "Available" }, {}, { active: true, ready: true, engaged: false }],
    [{ agentStateName: "Available", contactId: 77 }, {}, { ready: true, engaged: true }],
    [{ agentStateName: "OutboundContact" }, {}, { ready: false, engaged: true }],
    [{ agentStateName: "InboundConsult" }, {}, { engaged: true }],
    [{ agentStateName: "Dialer" }, {}, { engaged: true }],
    [{ agentStateName: "Unavailable" }, {}, { ready: false, engaged: false }],
    [{ agentStateName: "Available" }, { isActive: false }, { active: false }],
    [{}, {}, { presence: "Unknown", ready: false }],
  ])("an agent in %j, %j (P-20)", async (state, more, facts) => {
    expect(await readAgent(state, more)).toMatchObject({ name: "Ada Roth", ...facts });
  });

  it.each([
    [strategy, true, { active: true, personalConnection: true, agentAssigned: true }],
    [{ ...strategy, isActive: false }, true, { active: false }],
    [{ outboundStrategy: "Personal Connection (Proactive Digital)" }, true, { personalConnection: false }],
    [strategy, false, { agentAssigned: false }],
    [{ ...strategy, mediaTypeId: 9 }, true, null],
    [{ ...strategy, isOutbound: false }, true, null],
  ])("a skill with %j, assignment active: %s (P-11, P-14)", async (more, isActive, facts) => {
    acd.on("GET skills/4603", json(200, { skills: [{ ...skill, ...more }] }));
    const assigned = { agentId: 30101, firstName: "Ada", lastName: "Roth", isActive };
    acd.on("GET skills/4603/agents", json(200, { agentSkillAssignments: [assigned], totalRecords: 1 }));
    acd.on("GET agents/states", json(200, { agentStates: [] }));
    const campaign = await outbound.readCampaign("4603", "30101");
    if (facts === null) expect(campaign).toBeNull();
    else expect(campaign).toMatchObject(facts);
    expect((await outbound.listAgents("", "4603")).map(({ id }) => id)).toEqual(isActive ? ["30101"] : []);
  });
});

it("has no contact records, and says so", async () => {
  expect(outbound.hasContacts).toBe(false);
  expect(await outbound.findContacts({ search: "a" })).toEqual([]);
  expect(await outbound.getContact("1")).toBeNull();
  await expect(outbound.createContact({ name: "A", phoneNumber: NUMBER })).rejects.toMatchObject({
    code: "rejected",
  });
});
