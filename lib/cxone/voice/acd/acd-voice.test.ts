import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cutShort, json, reset } from "#lib/http/start-test-server.ts";
import { CxoneError } from "../../errors.ts";
import { startTestAcd, type TestAcd } from "../../start-test-acd.ts";
import type { Handle, TransferTarget } from "../state.ts";
import type { Voice } from "../voice.ts";
import { createAcdVoice } from "./acd-voice.ts";

let acd: TestAcd;
let voice: Voice;

beforeEach(async () => {
  acd = await startTestAcd();
  voice = createAcdVoice(acd.client);
});
afterEach(() => acd.close());

const queue: TransferTarget = { transferType: "BLIND", targetType: "QUEUE", targetId: "4602", priority: 1 };
const handle = { sessionId: "s1", agentId: "30101" };
const contact = (contactId: number, more: object) =>
  json(200, { contactId: { contactId, mediaTypeId: 4, ...more } });
const held = { agentId: 30101, stateName: "Hold" };

describe("how a call stands", () => {
  it("learns of the leg from the session, then asks for two contacts only", async () => {
    acd.on("GET contacts/600", contact(600, held));
    acd.on("GET contacts/601", contact(601, { masterContactId: 600, skillId: 4602, stateName: "InQueue" }));
    const event = { type: "CallContactEvent", contactId: 601, parentContactId: 600, status: "Dialing" };
    acd.on("GET agent-sessions/s1/get-next-event", json(200, { sessionId: "s1", events: [event] }));
    const first = await voice.readCall({ callId: "600", handle }, queue);
    expect(first).toMatchObject({
      state: "IN_TRANSFER",
      transferId: "601",
      join: "wait",
      handle: { ...handle, legContactId: "601" },
    });
    expect(acd.query("GET agent-sessions/s1/get-next-event").get("timeout")).toBe("0");
    const before = acd.calls().length;
    await voice.readCall({ callId: "600", handle: { ...handle, legContactId: "601" } }, queue);
    expect(acd.calls().slice(before)).toEqual(["GET contacts/600", "GET contacts/601"]);
  });

  it.each([
    ["there is no handle", null, json(404, {})],
    ["the session has ended", handle, json(404, { error: "not_found" })],
    ["the session has nothing to tell", handle, json(200, { sessionId: "s1", events: [] })],
    ["the session answers 204", handle, json(204, "")],
    ["the session does not answer in JSON", handle, json(200, "<html>")],
  ])("finds the leg in the contacts when %s", async (_name, kept, events) => {
    acd.on("GET contacts/600", contact(600, { ...held, contactStartDate: "2026-11-21T10:00:00" }));
    acd.on("GET agent-sessions/s1/get-next-event", events);
    const row = { contactId: 601, masterContactId: 600, skillId: "4602", stateName: "Routing" };
    // Newer, and to the same queue: that of another call, and one of this call that is over.
    const other = { ...row, contactId: 700, masterContactId: 699, stateName: "Active", agentId: 1 };
    const over = { ...row, contactId: 650, stateName: "EndContact", isActive: false };
    acd.on("GET contacts/active", json(200, { totalRecords: 3, activeContacts: [row, other, over] }));
    expect(await voice.readCall({ callId: "600", handle: kept }, queue)).toMatchObject({
      state: "IN_TRANSFER",
      transfer: "underway",
      transferId: "601",
      join: "wait",
    });
    expect(acd.query("GET contacts/active").get("updatedSince")).toBe("2026-11-21T10:00:00.000Z");
  });

  it("says that a leg failed by what the session tells last", async () => {
    acd.on("GET contacts/600", contact(600, held));
    const event = { Type: "CallContactEvent", ContactID: "601", ParentContactID: "600" };
    acd.on(
      "GET agent-sessions/s1/get-next-event",
      json(200, {
        events: [
          { ...event, Status: "Dialing" },
          { ...event, Status: "Disconnected" },
        ],
      }),
    );
    expect(await voice.readCall({ callId: "600", handle }, queue)).toMatchObject({ state: "FAILED" });
  });

  it("takes no leg that the session still tells of an earlier target for the failure of this one", async () => {
    acd.on("GET contacts/600", contact(600, held));
    acd.on("GET contacts/active", json(200, { activeContacts: [] }));
    acd.on("GET contacts/601", contact(601, { skillId: 9, stateName: "EndContact", isActive: false }));
    const event = { type: "CallContactEvent", contactId: 601, parentContactId: 600, status: "Disconnected" };
    acd.on("GET agent-sessions/s1/get-next-event", json(200, { sessionId: "s1", events: [event] }));
    expect(await voice.readCall({ callId: "600", handle }, queue)).toMatchObject({ state: "WAITING" });
  });

  it("neither names nor keeps a leg that the agent dialled by hand, and leaves it to be joined by hand", async () => {
    acd.on("GET contacts/600", contact(600, held));
    acd.on("GET agent-sessions/s1/get-next-event", json(200, { sessionId: "s1", events: [] }));
    const byHand = { contactId: 601, masterContactId: 600, skillId: 9, stateName: "Active", agentId: 30102 };
    acd.on("GET contacts/active", json(200, { activeContacts: [byHand] }));
    expect(await voice.readCall({ callId: "600", handle }, queue)).toEqual({
      result: "read",
      state: "IN_TRANSFER",
      transfer: "underway",
      connectedTo: null,
      join: "not_needed",
    });
  });

  it("is told from one that was never transferred by what is kept: the legs were joined", async () => {
    acd.on("GET contacts/600", contact(600, { agentId: 30101, stateName: "Active" }));
    acd.on("GET agent-sessions/s1/get-next-event", json(200, { sessionId: "s1", events: [] }));
    acd.on("GET contacts/active", json(200, { activeContacts: [] }));
    const stateOf = async (kept: Handle) => {
      const reading = await voice.readCall({ callId: "600", handle: kept }, queue);
      return reading.result === "read" && [reading.state, reading.transfer];
    };
    expect(await stateOf(handle)).toEqual(["WAITING", "none"]);
    expect(await stateOf({ ...handle, joined: "true" })).toEqual(["FAILED", "ended"]);
  });

  it("keeps to a leg that the contacts do not show yet", async () => {
    acd.on("GET contacts/600", contact(600, held));
    const kept = { ...handle, legContactId: "601" };
    expect(await voice.readCall({ callId: "600", handle: kept }, queue)).toMatchObject({
      state: "IN_TRANSFER",
      transfer: "underway",
    });
  });

  it("is gone when CXone knows neither the call nor its leg any more", async () => {
    const kept = { ...handle, legContactId: "601" };
    expect(await voice.readCall({ callId: "600", handle: kept }, queue)).toMatchObject({ result: "gone" });
  });

  it("is gone when CXone does not know the call", async () => {
    expect(await voice.readCall({ callId: "600", handle: null }, queue)).toMatchObject({ result: "gone" });
  });

  it("fails while the session is throttled, instead of asking on", async () => {
    acd.on("GET contacts/600", contact(600, held));
    acd.on("GET agent-sessions/s1/get-next-event", json(429, {}, { "retry-after": "60" }));
    const reading = await voice.readCall({ callId: "600", handle }, queue);
    expect(reading).toMatchObject({ result: "failed", code: "rate_limited" });
    expect(acd.calls()).not.toContain("GET contacts/active");
  });

  it.each([
    ["500", json(500, {}), "server_error"],
    ["429", json(429, {}, { "retry-after": "60" }), "rate_limited"],
    ["a dropped answer", reset, "unreachable"],
    ["an answer cut short", cutShort, "cut_body"],
    ["other JSON", json(200, { ok: true }), "unexpected_answer"],
    ["a web page", json(200, "<html>", { "content-type": "text/html" }), "html_answer"],
  ])("answers a failed look as a value: %s", async (_name, answer, code) => {
    acd.on("GET contacts/600", answer);
    expect(await voice.readCall({ callId: "600", handle: null }, queue)).toMatchObject({
      result: "failed",
      code,
    });
  });
});

describe("joining the legs", () => {
  it("joins in the session that dialled, and keeps that it did", async () => {
    acd.on("POST agent-sessions/s1/interactions/transfer-calls", json(202, ""));
    expect(await voice.join({ callId: "600", handle }, queue)).toMatchObject({
      result: "accepted",
      handle: { ...handle, joined: "true" },
    });
  });

  it("finds the session again after a crash", async () => {
    acd.on("GET contacts/600", contact(600, held));
    acd.on("POST agent-sessions/join", json(200, { sessionId: "s2" }));
    acd.on("POST agent-sessions/s2/interactions/transfer-calls", json(202, ""));
    expect(await voice.join({ callId: "600", handle: null }, queue)).toMatchObject({
      result: "accepted",
      handle: { sessionId: "s2", agentId: "30101" },
    });
  });

  it.each([
    ["a 500 is unclear", json(500, {}), "unclear"],
    ["a dropped answer is unclear", reset, "unclear"],
    ["429 is not sent", json(429, {}), "not_sent"],
    ["a refusal is one", json(400, { error: "invalid_request" }), "refused"],
  ])("%s, and it is sent once", async (_name, answer, result) => {
    acd.on("POST agent-sessions/s1/interactions/transfer-calls", answer);
    expect(await voice.join({ callId: "600", handle }, queue)).toMatchObject({ result });
    expect(acd.calls()).toHaveLength(1);
  });
});

describe("presence and metrics", () => {
  it("gives the state of an agent in CXone's own word", async () => {
    const row = { agentId: 30101, agentStateName: "InboundContact", startDate: "2026-11-21T10:00:00Z" };
    acd.on("GET agents/30101/states", json(200, { agentStates: [row] }));
    expect(await voice.readPresence("30101")).toEqual({
      status: "InboundContact",
      since: "2026-11-21T10:00:00Z",
    });
    acd.on("GET agents/30101/states", json(200, { agentStates: [] }));
    expect(await voice.readPresence("30101")).toEqual({ status: "UNKNOWN", since: null });
    acd.on("GET agents/30101/states", json(403, {}));
    await expect(voice.readPresence("30101")).rejects.toMatchObject({ code: "forbidden" });
  });

  const range = { from: new Date("2026-11-21T09:00:00Z"), to: new Date("2026-11-21T11:00:00Z") };
  const history = [
    { stateIndex: 3, contactStateName: "Active", startDate: "2026-11-21T10:01:30Z", agentId: 30102 },
    { stateIndex: 1, contactStateName: "Active", startDate: "2026-11-21T10:00:00", agentId: 30101 },
    { stateIndex: 2, contactStateName: "Hold", startDate: "2026-11-21T10:01:00.000Z", agentId: 30101 },
    { stateIndex: 0, contactStateName: "InQueue", startDate: "2026-11-20T10:00:00Z", agentId: 0 },
  ];

  it("counts what the ACD counted", async () => {
    const row = {
      contactId: 600,
      transferIndicatorName: "ReSkill",
      holdCount: 1,
      inQueueSeconds: 12,
      isActive: "False",
    };
    acd.on("GET contacts/600", json(200, row));
    acd.on("GET contacts/600/state-history", json(200, { contactStateHistory: history }));
    const metrics = await voice.readMetrics("600", range);
    expect(metrics).toMatchObject({ transferSuccess: 1, transferDurationMs: 30_000 });
    expect(metrics.stateHistory.map((one) => one.state)).toEqual(["Active", "Hold", "Active"]);
    expect(metrics.facts).toEqual(
      expect.arrayContaining([
        { name: "Transfer indicator", value: "ReSkill" },
        { name: "Holds", value: "1" },
        { name: "In queue", value: "12 s" },
      ]),
    );
  });

  it("looks among the completed ones for a call that is not to be had by its id", async () => {
    acd.on("GET contacts/600/state-history", json(200, {}));
    acd.on(
      "GET contacts/completed",
      json(200, { completedContacts: [{ contactId: 600, endReason: "Agent Hung Up" }] }),
    );
    expect(await voice.readMetrics("600", range)).toMatchObject({
      transferSuccess: 0,
      transferDurationMs: null,
    });
    expect(acd.query("GET contacts/completed").get("startDate")).toBe("2026-11-21T09:00:00.000Z");
    await expect(voice.readMetrics("601", range)).rejects.toBeInstanceOf(CxoneError);
  });

  it("does not call a running call untransferred", async () => {
    acd.on("GET contacts/600", contact(600, { stateName: "Active", transferIndicatorName: "None" }));
    acd.on("GET contacts/600/state-history", json(200, {}));
    expect(await voice.readMetrics("600", range)).toMatchObject({ transferSuccess: null });
  });
});
