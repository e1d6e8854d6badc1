import { describe, expect, it } from "vitest";
import type { PhoneCall } from "../../calls.ts";
import type { TransferTarget } from "../state.ts";
import { phaseOfName } from "./contact-phase.ts";
import { type Dialled, judgeCall } from "./judge-call.ts";
import { legOf } from "./leg.ts";

const KIM = 30101;
const ROBIN = 30102;

const contact = (more: Partial<PhoneCall>): PhoneCall => ({
  contactId: 600,
  masterId: 600,
  agentId: KIM,
  agentName: "Kim Vogel",
  targetAgentId: null,
  skillId: 4601,
  skillName: "Support",
  campaignName: "",
  mediaTypeId: 4,
  fromAddress: "",
  toAddress: "",
  isOutbound: false,
  isActive: null,
  stateName: "Active",
  contactStateCategory: "",
  contactStartDate: null,
  lastUpdateTime: null,
  endReason: "",
  transferIndicator: "",
  abandoned: null,
  holdCount: null,
  holdSeconds: null,
  inQueueSeconds: null,
  agentSeconds: null,
  totalDurationSeconds: null,
  ...more,
});
const held = contact({ stateName: "Hold" });
const over = (more: Partial<PhoneCall> = {}) =>
  contact({ stateName: "EndContact", endReason: "Contact Hung Up", ...more });
const leg = (more: Partial<PhoneCall>, ours = true) =>
  legOf(contact({ contactId: 601, agentId: null, agentName: "", ...more }), KIM, ours);
const ringing = leg({ stateName: "Routing", agentId: ROBIN, agentName: "Robin Ash" });
const queued = leg({ stateName: "InQueue" });
const answered = leg({ stateName: "Active", agentId: ROBIN, agentName: "Robin Ash" });
const unanswered = leg({ stateName: "EndContact", endReason: "No Answer" });

const queue: TransferTarget = { transferType: "BLIND", targetType: "QUEUE", targetId: "4602", priority: 1 };
const consult: TransferTarget = { ...queue, transferType: "CONSULT" };
const dialled: Dialled = { holderId: KIM, indicator: "", joined: false };
const joined: Dialled = { ...dialled, joined: true };
const robin = { id: String(ROBIN), name: "Robin Ash" };

describe("phases of contact states and of events", () => {
  it.each([
    ["PreQueue", "waiting"],
    ["InQueue", "waiting"],
    ["PostQueue", "waiting"],
    ["Routing", "ringing"],
    ["Incoming", "ringing"],
    ["Dialing", "ringing"],
    ["NaturalCallDialing", "ringing"],
    ["NaturalCallAMD", "ringing"],
    ["NaturalCallRinging", "ringing"],
    ["Active", "connected"],
    ["Masking", "connected"],
    ["Joined", "connected"],
    ["Conference", "connected"],
    ["Holding", "held"],
    ["Hold", "held"],
    ["Disconnected", "ended"],
    ["CallBackDisconnected", "ended"],
    ["EndContact", "ended"],
    ["Abandoned", "ended"],
    ["Released", "ended"],
    ["Something new", "waiting"],
    ["", "waiting"],
  ])("%s is %s", (name, phase) => expect(phaseOfName(name)).toBe(phase));
});

describe("a running call", () => {
  it("is not being transferred while its agent talks to the caller and no leg runs", () => {
    expect(judgeCall(contact({}), null, queue, null)).toMatchObject({
      state: "WAITING",
      transfer: "none",
      join: "not_needed",
    });
  });

  it("may be, while it is held: lists lag behind a leg that rings", () => {
    const seen = { state: "WAITING", transfer: null };
    expect(judgeCall(held, null, queue, dialled)).toMatchObject({ ...seen, join: "wait" });
    // After a lost answer nobody knows whether there is one to be taken back.
    expect(judgeCall(held, null, queue, null)).toMatchObject({ ...seen, join: "not_needed" });
  });

  it("is joined once the leg is answered, blind or not: a leg that fails then leaves the caller with the agent", () => {
    for (const to of [queue, consult]) {
      for (const one of [queued, ringing])
        expect(judgeCall(held, one, to, dialled)).toMatchObject({ state: "IN_TRANSFER", join: "wait" });
      expect(judgeCall(held, answered, to, dialled)).toMatchObject({ state: "IN_TRANSFER", join: "ready" });
    }
  });

  it.each(["Active", "Routing"])(
    "neither joins nor takes back a leg that the agent dialled by hand: %s",
    (stateName) => {
      const byHand = leg({ stateName, agentId: ROBIN }, false);
      expect(judgeCall(held, byHand, queue, null)).toMatchObject({
        transfer: "underway",
        join: "not_needed",
      });
    },
  );

  it("has failed when the leg ended and the first agent still has the caller", () => {
    expect(judgeCall(held, unanswered, queue, dialled)).toMatchObject({ state: "FAILED", transfer: "ended" });
  });

  it("waits on after the join until somebody answers", () => {
    const alone = contact({ agentId: null, stateName: "Transfer" });
    expect(judgeCall(alone, queued, queue, joined)).toMatchObject({
      state: "IN_TRANSFER",
      join: "not_needed",
    });
    // The answer to the join was lost: that the first agent is out says the same.
    expect(judgeCall(alone, ringing, queue, dialled)).toMatchObject({ join: "not_needed" });
    // After a crash there is no session to join in.
    expect(judgeCall(alone, ringing, queue, null)).toMatchObject({ join: "not_needed" });
  });

  it("is connected when another agent has it, in whichever contact that shows", () => {
    const moved = contact({
      agentId: ROBIN,
      agentName: "Robin Ash",
      transferIndicator: "ReSkill",
      skillId: 4602,
    });
    for (const [call, second, memory] of [
      [moved, leg({ stateName: "EndContact", endReason: "Transferred", agentId: ROBIN }), joined],
      [moved, null, joined],
      [moved, null, null],
      [over({ endReason: "Transferred", transferIndicator: "ReSkill" }), answered, joined],
    ] as const)
      expect(judgeCall(call, second, queue, memory)).toMatchObject({
        state: "CONNECTED",
        transfer: "ended",
        connectedTo: robin,
      });
  });

  it("is connected to a line outside, which has no agent", () => {
    const number: TransferTarget = { ...queue, targetType: "NUMBER", targetId: "+4930123456" };
    const line = leg({ stateName: "EndContact", endReason: "Transferred", toAddress: "+49 30 123456" });
    const call = contact({ agentId: null, transferIndicator: "External" });
    expect(judgeCall(call, line, number, joined)).toMatchObject({ state: "CONNECTED", connectedTo: null });
  });

  it("has failed when nobody answered after a blind join, and nobody has the caller now", () => {
    const alone = contact({ agentId: null, stateName: "PostQueue" });
    expect(judgeCall(alone, unanswered, queue, joined)).toMatchObject({ state: "FAILED" });
  });

  it("is not taken for transferred because it was, by hand, before", () => {
    const before = contact({ transferIndicator: "ReAgent" });
    const memory = { ...dialled, indicator: "ReAgent" };
    expect(judgeCall(before, null, queue, memory)).toMatchObject({ state: "WAITING", transfer: "none" });
    expect(judgeCall(over({ transferIndicator: "ReAgent" }), null, queue, memory).result).toBe("gone");
    const heldAgain = contact({ transferIndicator: "ReSkill", skillId: 4602, stateName: "Hold" });
    expect(judgeCall(heldAgain, null, queue, null)).toMatchObject({ state: "WAITING", transfer: null });
  });
});

describe("a call that is over", () => {
  it("is gone when it ended without a transfer, also while the two agents still talk", () => {
    expect(judgeCall(null, null, queue, null).result).toBe("gone");
    expect(judgeCall(over(), null, queue, dialled).result).toBe("gone");
    expect(judgeCall(over(), answered, consult, dialled).result).toBe("gone");
  });

  it("is gone when the caller hung up in the queue, although the transfer is marked", () => {
    const marked = over({ transferIndicator: "ReSkill", abandoned: true });
    expect(judgeCall(marked, null, queue, null).result).toBe("gone");
    expect(judgeCall(marked, unanswered, queue, joined).result).toBe("gone");
  });

  it("was connected when the second agent had it, however the contacts say so", () => {
    const ended = leg({ stateName: "EndContact", agentId: ROBIN, agentName: "Robin Ash", agentSeconds: 20 });
    const marked = leg({
      stateName: "EndContact",
      agentId: ROBIN,
      agentName: "Robin Ash",
      transferIndicator: "ReSkill",
    });
    expect(judgeCall(over({ transferIndicator: "Consult" }), ended, consult, dialled)).toMatchObject({
      state: "CONNECTED",
      connectedTo: robin,
    });
    expect(judgeCall(over(), marked, queue, dialled)).toMatchObject({ state: "CONNECTED" });
    expect(judgeCall(over({ transferIndicator: "ReSkill" }), null, queue, null)).toMatchObject({
      state: "CONNECTED",
      // Which agent the record names is the first or the second: nobody is better than the wrong one.
      connectedTo: null,
    });
  });

  it("goes on in its second contact", () => {
    const handedOn = over({ endReason: "Transferred", transferIndicator: "ReSkill" });
    expect(judgeCall(handedOn, ringing, queue, joined)).toMatchObject({ state: "IN_TRANSFER" });
    expect(judgeCall(null, answered, queue, joined)).toMatchObject({
      state: "CONNECTED",
      connectedTo: robin,
    });
  });
});
