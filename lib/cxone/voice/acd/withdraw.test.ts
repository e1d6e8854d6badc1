import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cutShort, json } from "#lib/http/start-test-server.ts";
import { startTestAcd, type TestAcd } from "../../start-test-acd.ts";
import type { TransferTarget } from "../state.ts";
import type { Voice } from "../voice.ts";
import { createAcdVoice } from "./acd-voice.ts";

const KIM = 30101;
const queue: TransferTarget = { transferType: "BLIND", targetType: "QUEUE", targetId: "4602", priority: 1 };
const ref = { callId: "600", handle: { sessionId: "s1", agentId: String(KIM), legContactId: "601" } };
const END = "POST agent-sessions/s1/interactions/601/end";
const RESUME = "POST agent-sessions/s1/interactions/600/resume";
const done = json(202, "");
const refused = (status: number) => json(status, { error: "conflict", error_description: "not active" });

let acd: TestAcd;
let voice: Voice;
const contact = (contactId: number, stateName: string, more: object = {}) =>
  json(200, {
    contactId: { contactId, masterContactId: 600, agentId: KIM, stateName, skillId: 4602, ...more },
  });
const held = contact(600, "Holding");
const ringing = contact(601, "Routing", { agentId: null });
const over = contact(601, "EndContact", { agentId: null, endReason: "Agent Hung Up" });
const answered = contact(601, "Active", { agentId: 30102 });

beforeEach(async () => {
  acd = await startTestAcd();
  voice = createAcdVoice(acd.client);
  acd.on("GET contacts/600", held);
  acd.on("GET contacts/601", ringing);
  acd.on(END, done);
  acd.on(RESUME, done);
});
afterEach(() => acd.close());

const writes = () => acd.calls().filter((one) => one.startsWith("POST"));

describe("taking a leg back", () => {
  it("reads the leg, ends it, and gives the caller back to the agent", async () => {
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "accepted" });
    expect(acd.calls()).toEqual(["GET contacts/600", "GET contacts/601", END, RESUME]);
  });

  it.each([404, 409])("takes %i for done where the leg is over by now", async (status) => {
    acd.on("GET contacts/601", ringing, over);
    acd.on(END, refused(status));
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "accepted" });
    expect(writes()).toEqual([END, RESUME]);
  });

  it("does the rest when it is asked again: the leg is over, the caller still on hold", async () => {
    acd.on("GET contacts/601", over);
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "accepted" });
    expect(writes()).toEqual([RESUME]);
  });

  it("does nothing where all is done", async () => {
    acd.on("GET contacts/600", contact(600, "Active"));
    acd.on("GET contacts/601", over);
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "accepted" });
    expect(writes()).toEqual([]);
  });

  it("takes it for done where the agent has taken the caller from hold meanwhile", async () => {
    acd.on("GET contacts/600", held, contact(600, "Active"));
    acd.on(RESUME, refused(409));
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "accepted" });
  });

  it("cuts nobody off: a leg that has been answered is refused, before and while it is ended", async () => {
    acd.on("GET contacts/601", answered);
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "refused", status: 409 });
    expect(writes()).toEqual([]);
    acd.on("GET contacts/601", ringing, answered);
    acd.on(END, refused(409));
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "refused" });
    expect(writes()).toEqual([END]);
  });

  it("leaves a call alone that has gone on to somebody, or has ended", async () => {
    acd.on("GET contacts/600", contact(600, "Active", { agentId: 30102, transferIndicator: "ReSkill" }));
    acd.on("GET contacts/601", over);
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "refused", code: "conflict" });
    acd.on("GET contacts/600", contact(600, "EndContact", { endReason: "Contact Hung Up" }));
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "refused", code: "call_gone" });
    expect(writes()).toEqual([]);
  });

  it("is unclear where the answer is lost", async () => {
    acd.on(END, cutShort);
    expect(await voice.withdraw(ref, queue)).toMatchObject({ result: "unclear" });
  });

  it("finds session and leg again in a process that remembers nothing, and leaves what was dialled by hand", async () => {
    acd.on("POST agent-sessions/join", json(200, { sessionId: "s1" }));
    const row = { contactId: 601, masterContactId: 600, stateName: "Routing", skillId: 4602, mediaTypeId: 4 };
    const active = (skillId: number) => json(200, { totalRecords: 1, activeContacts: [{ ...row, skillId }] });
    acd.on("GET contacts/active", active(4602));
    expect(await voice.withdraw({ callId: "600", handle: null }, queue)).toMatchObject({
      result: "accepted",
    });
    expect(writes()).toEqual(["POST agent-sessions/join", END, RESUME]);
    acd.on("GET contacts/active", active(4699));
    expect(await voice.withdraw({ callId: "600", handle: null }, queue)).toMatchObject({ result: "refused" });
    expect(writes()).toEqual(["POST agent-sessions/join", END, RESUME, "POST agent-sessions/join"]);
  });
});
