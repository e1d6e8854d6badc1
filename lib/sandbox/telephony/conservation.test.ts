import fc from "fast-check";
import { expect, test } from "vitest";
import { seedPeople } from "../state/seed-people.ts";
import { seedSkills } from "../state/seed-skills.ts";
import { seedVoice, voiceIds } from "../state/seed-voice.ts";
import { Store } from "../state/store.ts";
import type { LegTarget } from "../state/voice-model.ts";
import { setAgentState, settableStates } from "./agents.ts";
import { answerCall, hangUp, holdCall, liveCalls, newCall, resumeCall } from "./calls.ts";
import { legOf, openTransfer } from "./legs.ts";
import { dialOutbound } from "./outbound.ts";
import { isFree, settle } from "./settle.ts";
import { beginTransfer, failTransfer, joinLegs } from "./transfer.ts";
import { VoiceRefusal } from "./voice-refusal.ts";

const agents = [30105, 30107, 30108, 30109, 30110, 30111] as const;
const skills = [voiceIds.sales, voiceIds.service, voiceIds.voicemail, voiceIds.german] as const;
const targets: LegTarget[] = [
  ...skills.map((skillId): LegTarget => ({ kind: "queue", skillId })),
  ...agents.map((agentId): LegTarget => ({ kind: "agent", agentId })),
  { kind: "number", number: "+493012" },
  { kind: "extension", number: "999" },
];

const agentId = fc.constantFrom(...agents);
/** Which of the live calls, counted from the first. */
const nth = fc.nat(3);
const deed = fc.oneof(
  fc.record({ do: fc.constant("call" as const), skillId: fc.option(fc.constantFrom(...skills)) }),
  fc.record({ do: fc.constant("callAgent" as const), agentId }),
  fc.record({ do: fc.constant("dial" as const), agentId }),
  fc.record({ do: fc.constantFrom("answer", "hangUp", "hold", "resume", "fail", "join"), nth }),
  fc.record({
    do: fc.constant("transfer" as const),
    nth,
    target: fc.constantFrom(...targets),
    join: fc.constantFrom("atOnce" as const, "whenAnswered" as const, "byHand" as const),
    waitsForAgent: fc.boolean(),
  }),
  fc.record({ do: fc.constant("state" as const), agentId, state: fc.constantFrom(...settableStates) }),
  fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(1, 5, 30) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

const lines = fc.constantFrom("atOnce" as const, "manual" as const, "busy" as const);
const course = fc.constantFrom("connect" as const, "noAnswer" as const, "busy" as const);
const answers = fc.constantFrom("manual" as const, "atOnce" as const, "never" as const);

function carryOut(store: Store, given: Deed): void {
  const callId = "nth" in given ? (liveCalls(store)[given.nth]?.callId ?? voiceIds.call) : "";
  switch (given.do) {
    case "call":
      newCall(store, { skillId: given.skillId });
      break;
    case "callAgent":
      newCall(store, { agentId: given.agentId });
      break;
    case "dial":
      dialOutbound(store, { agentId: given.agentId, phoneNumber: "+493099", skillId: voiceIds.callbacks });
      break;
    case "transfer": {
      const { target, join, waitsForAgent } = given;
      const transferType = join === "atOnce" ? "BLIND" : "CONSULT";
      beginTransfer(store, callId, { transferType, target, join, waitsForAgent });
      break;
    }
    case "state":
      setAgentState(store, given.agentId, given.state);
      break;
    case "wait":
      store.setSetting("clockOffsetMs", store.setting("clockOffsetMs", 0) + given.seconds * 1000);
      settle(store);
      break;
    default: {
      const deeds = {
        answer: answerCall,
        hangUp,
        hold: holdCall,
        resume: resumeCall,
        fail: failTransfer,
        join: joinLegs,
      };
      deeds[given.do as keyof typeof deeds](store, callId);
    }
  }
}

/** What holds whatever was done: nobody has two calls, nobody is busy without one, and nothing that has ended goes on. */
function check(store: Store): void {
  for (const id of agents) {
    const legs = store.voice.legs.where("agent", String(id));
    const state = store.agents.get(id)?.state ?? "";
    expect(legs.length, `calls of ${id}`).toBeLessThanOrEqual(1);
    expect(/Contact|Consult/.test(state), `${id} is ${state} with ${legs.length} calls`).toBe(
      legs.length === 1,
    );
  }
  for (const call of store.voice.calls.list()) {
    const legs = store.voice.legs.where("call", call.callId);
    const live = legs.filter((leg) => leg.endedAt === null);
    expect(call.transfers.filter((transfer) => transfer.endedAt === null).length).toBeLessThanOrEqual(1);
    if (call.endedAt !== null) {
      expect(live, `legs of a call that has ended`).toEqual([]);
      expect(openTransfer(call)).toBeNull();
      continue;
    }
    const transfer = openTransfer(call);
    const expected = transfer ? [call.contactId, transfer.contactId] : [call.contactId];
    expect(live.map((leg) => leg.contactId)).toEqual(expected);
    if (transfer) expect(legOf(store, transfer.contactId).byAgentId).toBe(transfer.fromAgentId);
    for (const leg of live.filter((one) => one.state === "waiting" && one.target?.kind !== "agent")) {
      const holders = store.assignments
        .where("skill", String(leg.skillId))
        .filter((row) => row.agentId !== leg.byAgentId && isFree(store, row.agentId));
      expect(holders, "agents who are free while somebody waits for them").toEqual([]);
    }
  }
  expect(store.voice.legs.where("due", "yes").filter((leg) => (leg.dueAt ?? 0) <= store.now())).toEqual([]);
}

test("whatever callers and agents do, nobody has two calls, nobody is lost, and nobody waits for an agent who is free", () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), answers, lines, course, (deeds, a, b, c) => {
      const store = new Store(null);
      seedPeople(store);
      seedSkills(store);
      seedVoice(store);
      store.setSetting("switches", { voiceAgentsAnswer: a, voiceLinesAnswer: b, outboundCourse: c });
      for (const given of deeds) {
        try {
          carryOut(store, given);
        } catch (error) {
          if (!(error instanceof VoiceRefusal)) throw error;
        }
        check(store);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
