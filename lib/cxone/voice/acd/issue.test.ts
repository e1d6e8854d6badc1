import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, cutShort, json, reset } from "#lib/http/start-test-server.ts";
import { startTestAcd, type TestAcd } from "../../start-test-acd.ts";
import type { TransferTarget } from "../state.ts";
import type { Voice } from "../voice.ts";
import { createAcdVoice } from "./acd-voice.ts";

let acd: TestAcd;
let voice: Voice;

const KIM = 30101;
const call = { callId: "600", handle: null };
const contact = (more: object = {}) =>
  json(200, { contactId: { contactId: 600, agentId: KIM, stateName: "Active", skillId: 1, ...more } });
const noEvents = json(200, { sessionId: "s1", events: [] });
const done = json(202, "");
const target = (targetType: TransferTarget["targetType"], targetId: string, more = {}): TransferTarget => ({
  transferType: "BLIND",
  targetType,
  targetId,
  priority: 1,
  ...more,
});
const queue = target("QUEUE", "4602");

beforeEach(async () => {
  acd = await startTestAcd();
  voice = createAcdVoice(acd.client);
  acd.on("GET contacts/600", contact());
  acd.on("POST agent-sessions/join", json(200, { sessionId: "s1" }));
  acd.on("POST agent-sessions/s1/interactions/600/hold", done);
  acd.on("POST agent-sessions/s1/interactions/600/resume", done);
  acd.on("GET agent-sessions/s1/get-next-event", noEvents);
  for (const deed of ["dial-skill", "dial-agent", "consult-agent", "dial-phone"])
    acd.on(`POST agent-sessions/s1/${deed}`, done);
});
afterEach(() => acd.close());

const dials = () => acd.calls().filter((one) => /\/(dial|consult)-/.test(one)).length;

describe("sending a call on", () => {
  it("joins the session of the agent who has it, holds it, and dials", async () => {
    const leg = { Type: "CallContactEvent", ContactID: "601", ParentContactID: "600", Status: "Dialing" };
    acd.on(
      "GET agent-sessions/s1/get-next-event",
      noEvents,
      json(200, { events: [{ Type: "AgentState" }, leg] }),
    );
    expect(await voice.issue(call, queue)).toEqual({
      result: "accepted",
      requestId: "601",
      state: "WAITING",
      handle: { sessionId: "s1", agentId: String(KIM), legContactId: "601" },
    });
    expect(acd.calls()).toEqual([
      "GET contacts/600",
      "POST agent-sessions/join",
      "POST agent-sessions/s1/interactions/600/hold",
      "GET agent-sessions/s1/get-next-event",
      "POST agent-sessions/s1/dial-skill",
      "GET agent-sessions/s1/get-next-event",
    ]);
    expect(acd.sent("POST agent-sessions/join")).toEqual({ asAgentId: String(KIM) });
    expect(acd.sent("POST agent-sessions/s1/dial-skill")).toEqual({ skillId: 4602, parentContactId: 600 });
  });

  it("remembers what the call's transfer indicator said before: an earlier transfer is not taken for this one", async () => {
    acd.on("GET contacts/600", contact({ transferIndicatorName: "ReAgent" }));
    expect(await voice.issue(call, queue)).toMatchObject({ handle: { indicator: "ReAgent" } });
  });

  it.each([
    [target("SKILL", "4603"), "dial-skill", { skillId: 4603 }],
    [target("AGENT", "30102"), "dial-agent", { targetAgentId: "30102" }],
    [target("AGENT", "30102", { transferType: "CONSULT" }), "consult-agent", { targetAgentId: "30102" }],
    [target("NUMBER", "+4930123456"), "dial-phone", { phoneNumber: "+4930123456", skillId: 77 }],
    [target("EXTENSION", "999"), "dial-phone", { phoneNumber: "999", skillId: 77 }],
  ])("%o is %s", async (one, deed, body) => {
    const held = (skillId: number, more: object) => ({ skillId, mediaTypeId: 4, isActive: true, ...more });
    acd.on(
      `GET agents/${KIM}/skills`,
      json(200, {
        agentSkillAssignments: [
          held(1, { isOutbound: false }),
          held(76, { isOutbound: true, outboundStrategy: "Personal Connection" }),
          held(77, { isOutbound: "True", outboundStrategy: "Manual" }),
        ],
      }),
    );
    expect(await voice.issue(call, one)).toMatchObject({ result: "accepted" });
    expect(acd.sent(`POST agent-sessions/s1/${deed}`)).toEqual({ ...body, parentContactId: 600 });
  });

  it("takes a 204, and a body that names the contact", async () => {
    acd.on("POST agent-sessions/s1/dial-skill", (response) => response.writeHead(204).end());
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted", requestId: null });
    acd.on("POST agent-sessions/s1/dial-skill", json(200, { contactId: 601 }));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted", requestId: "601" });
  });

  it("holds a call that was held meanwhile, and takes no other refusal for that", async () => {
    acd.on("GET contacts/600", contact(), contact({ stateName: "Hold" }));
    acd.on("POST agent-sessions/s1/interactions/600/hold", json(400, { error: "invalid_request" }));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted" });
    acd.on("GET contacts/600", contact());
    expect(await voice.issue(call, queue)).toMatchObject({ result: "refused", code: "rejected" });
    expect(dials()).toBe(1);
  });
});

describe("a second leg of one call", () => {
  const held = contact({ stateName: "Hold" });
  const leg = { contactId: 601, masterContactId: 600, skillId: 4602, stateName: "InQueue", mediaTypeId: 4 };

  it("is not dialled where one leads to the target: it is that of the attempt whose answer was lost", async () => {
    acd.on("GET contacts/600", held);
    acd.on("GET contacts/active", json(200, { totalRecords: 1, activeContacts: [leg] }));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted", requestId: "601" });
    expect(dials()).toBe(0);
  });

  it("is not dialled while the agent transfers the call by hand", async () => {
    acd.on("GET contacts/600", held);
    acd.on("GET contacts/active", json(200, { activeContacts: [{ ...leg, skillId: 1 }] }));
    expect(await voice.issue(call, queue)).toMatchObject({
      result: "refused",
      code: "conflict",
      status: 409,
    });
    expect(dials()).toBe(0);
  });

  it("is dialled when the held call has none, and those of others are no matter", async () => {
    acd.on("GET contacts/600", held);
    acd.on("GET contacts/active", json(200, { activeContacts: [{ ...leg, masterContactId: 500 }] }));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted" });
    expect(acd.calls()).not.toContain("POST agent-sessions/s1/interactions/600/hold");
  });
});

describe("what cannot be sent on", () => {
  const noSession = json(404, { error: "not_found", error_description: "No session of the agent" });
  const noLeg = json(400, { error: "invalid_request", error_description: "The agent leg is not connected" });

  it.each([
    ["a call that CXone does not know", "GET contacts/600", json(404, {}), "call_gone", 410],
    [
      "a call that has ended",
      "GET contacts/600",
      contact({ endReason: "Contact Hung Up" }),
      "call_gone",
      410,
    ],
    [
      "a call that waits in a queue",
      "GET contacts/600",
      contact({ agentId: 0, stateName: "InQueue" }),
      "nobody_has_call",
      409,
    ],
    ["an agent without a session", "POST agent-sessions/join", noSession, "no_agent_session", 404],
    [
      "an agent whose phone is not there",
      "POST agent-sessions/s1/interactions/600/hold",
      noLeg,
      "no_phone_leg",
      400,
    ],
    ["a key that may not", "POST agent-sessions/join", json(403, {}), "forbidden", 403],
  ])("%s", async (_name, route, answer, code, status) => {
    acd.on(route, answer);
    const refused = await voice.issue(call, queue);
    expect(refused).toMatchObject({ result: "refused", code, status });
    expect(refused.result === "refused" && `${refused.message} ${refused.fix}`).toMatch(/^[A-Z].*\.$/);
    expect(dials()).toBe(0);
  });

  it("leaves the caller with the agent, not with music, when the dialling is refused", async () => {
    acd.on("POST agent-sessions/s1/dial-skill", json(400, { error: "invalid_request" }));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "refused" });
    expect(acd.calls().at(-1)).toBe("POST agent-sessions/s1/interactions/600/resume");
  });

  it.each([
    [
      "a leg rings",
      json(200, { activeContacts: [{ contactId: 601, masterContactId: 600, stateName: "Routing" }] }),
    ],
    ["it cannot be seen whether one rings", json(500, {})],
  ])("leaves the caller on hold when the dialling is refused as a conflict and %s", async (_name, legs) => {
    acd.on("POST agent-sessions/s1/dial-skill", json(409, {}));
    acd.on("GET contacts/active", legs);
    expect(await voice.issue(call, queue)).toMatchObject({ result: "refused", status: 409 });
    expect(acd.calls()).not.toContain("POST agent-sessions/s1/interactions/600/resume");
  });

  it("names a number that may not be called", async () => {
    acd.on(`GET agents/${KIM}/skills`, json(200, { agentSkillAssignments: [] }));
    acd.on("GET skills", json(200, { skills: [] }));
    acd.on(
      "POST agent-sessions/s1/dial-phone",
      json(403, { error: "DNC", error_description: "Number is on a Do Not Call list" }),
    );
    expect(await voice.issue(call, target("NUMBER", "+4930123456"))).toMatchObject({
      result: "refused",
      code: "number_on_dnc",
    });
  });
});

describe("failures on the way", () => {
  const before = [
    "GET contacts/600",
    "POST agent-sessions/join",
    "POST agent-sessions/s1/interactions/600/hold",
  ];
  const bad: [string, Behaviour][] = [
    ["500", json(500, {})],
    ["a dropped answer", reset],
    ["an answer cut short", cutShort],
    ["429 with a long wait", json(429, {}, { "retry-after": "120" })],
  ];

  it.each(before.flatMap((route) => bad.map(([name, answer]) => [name, route, answer] as const)))(
    "%s at %s before the dialling is surely not sent",
    async (_name, route, answer) => {
      acd.on(route, answer);
      expect(await voice.issue(call, queue)).toMatchObject({ result: "not_sent" });
      expect(dials()).toBe(0);
    },
  );

  it.each(bad.slice(0, 3))("%s at the dialling is unclear, and it is dialled once", async (_name, answer) => {
    acd.on("POST agent-sessions/s1/dial-skill", answer);
    expect(await voice.issue(call, queue)).toMatchObject({ result: "unclear" });
    expect(dials()).toBe(1);
  });

  it("429 at the dialling says when, or leaves it open", async () => {
    acd.on("POST agent-sessions/s1/dial-skill", json(429, {}, { "retry-after": "7" }), json(429, {}));
    const first = await voice.issue(call, queue);
    expect(first).toMatchObject({ result: "not_sent", code: "rate_limited" });
    expect(first.result === "not_sent" && first.retryAfterMs).toBeGreaterThan(6_000);
    expect(await voice.issue(call, queue)).toMatchObject({ result: "not_sent", retryAfterMs: null });
  });

  it("answers that are none of the documented ones: before the dialling not sent", async () => {
    acd.on("POST agent-sessions/join", json(200, "<html>"), json(200, { session: 1 }));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "not_sent" });
    expect(await voice.issue(call, queue)).toMatchObject({ result: "not_sent", code: "unexpected_answer" });
  });

  it("a dialling that is never answered is unclear", async () => {
    const ended = new AbortController();
    const hanging = await startTestAcd({ signal: ended.signal });
    hanging.on("GET contacts/600", contact());
    hanging.on("POST agent-sessions/join", json(200, { sessionId: "s1" }));
    hanging.on("POST agent-sessions/s1/interactions/600/hold", done);
    hanging.on("POST agent-sessions/s1/dial-skill", () => ended.abort());
    expect(await createAcdVoice(hanging.client).issue(call, queue)).toMatchObject({
      result: "unclear",
      code: "timeout",
    });
    await hanging.close();
  });

  it("gets a fresh token in the middle and goes on", async () => {
    acd.on("POST agent-sessions/s1/dial-skill", json(401, {}), done);
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted" });
    expect(acd.refreshes()).toBe(1);
  });

  it("events that fail after the dialling do not make it look undialled", async () => {
    acd.on("GET agent-sessions/s1/get-next-event", noEvents, json(429, {}));
    expect(await voice.issue(call, queue)).toMatchObject({ result: "accepted", requestId: null });
  });
});

it("names the permission that is missing, for the request to the CXone administrator", async () => {
  acd.on("POST agent-sessions/s1/dial-skill", json(403, { error: "access_denied" }));
  const refused = await voice.issue(call, queue);
  expect(refused.result === "refused" && refused.fix).toContain("Voice Call Control");
});
