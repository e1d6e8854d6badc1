import type { Store } from "../state/store.ts";
import { waitsFor } from "../state/voice-collections.ts";
import type { Leg } from "../state/voice-model.ts";
import { answerLeg, ringLine } from "./answer-leg.ts";
import { endCall } from "./end-call.ts";
import { failTransfer } from "./finish-transfer.ts";
import { changeLeg, changeTransfer, freeAgent, nameOf, openTransfer, setState } from "./legs.ts";

/** What a look has found: nothing is left to do before this moment, unless one of these rows changes. */
type Settled = { mark: string; nextDueAt: number };
const settled = new WeakMap<Store, Settled>();
/** One deed makes room for the next, such as an agent who is free again; a ring of deeds is cut here. */
const mostRounds = 50;

/**
 * Brings the telephony up to the sandbox's clock: ends what has rung or waited too long, takes outbound calls a step
 * further, and gives those who wait to agents who are free. Called before every look and after every deed, so that
 * nothing depends on a timer; when nothing has changed it costs nothing, however many calls there are.
 */
export function settle(store: Store): void {
  for (let round = 0; round < mostRounds; round += 1) {
    const now = store.now();
    const before = settled.get(store);
    const mark = markOf(store);
    if (before?.mark === mark && before.nextDueAt > now) return;
    for (const leg of store.voice.legs.where("due", "yes"))
      if (leg.dueAt !== null && leg.dueAt <= now) runDue(store, leg);
    route(store);
    if (markOf(store) === mark) settled.set(store, { mark, nextDueAt: nextDue(store) });
  }
}

/** Whether a machine answers what is sent to a skill: a phone skill that is one, or a skill for voicemails (media type 5). */
export function isVoicemail(store: Store, skillId: number): boolean {
  return store.voice.queues.get(skillId)?.isVoicemail ?? store.skills.get(skillId)?.mediaTypeId === 5;
}

/** Changes whenever something does that decides who is given which call. */
function markOf({ voice, agents, assignments, skills }: Store): string {
  return `${voice.legs.version} ${agents.version} ${assignments.version} ${skills.version} ${voice.queues.version}`;
}

function nextDue(store: Store): number {
  const times = store.voice.legs.where("due", "yes").map((leg) => leg.dueAt ?? Number.POSITIVE_INFINITY);
  return times.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

function runDue(store: Store, leg: Leg): void {
  const call = store.voice.calls.get(leg.callId);
  if (!call || leg.endedAt !== null) return;
  if (call.outbound && leg.isCaller) {
    stepOutbound(store, leg);
    return;
  }
  const transfer = openTransfer(call);
  const isTransfer = transfer?.contactId === leg.contactId;
  if (leg.state === "waiting") {
    if (transfer && isTransfer) failTransfer(store, call, transfer, "Nobody was free in time");
    else store.voice.legs.update(leg.contactId, { dueAt: null });
    return;
  }
  stopRinging(store, leg, "No answer");
}

/** The agent does not take the ringing leg. Whoever lets a call ring, or refuses it, is not offered the next one. */
export function stopRinging(store: Store, leg: Leg, reason: "No answer" | "Refused"): void {
  const call = store.voice.calls.get(leg.callId);
  const transfer = call ? openTransfer(call) : null;
  if (leg.agentId !== null) store.agents.update(leg.agentId, { stateAfterCall: "Unavailable" });
  if (call && transfer?.contactId === leg.contactId) {
    failTransfer(store, call, transfer, reason);
    return;
  }
  const wait = { state: "waiting", agentId: null, ringingAt: null, dueAt: null } as const;
  const deed = reason === "Refused" ? "has refused" : "has not answered";
  changeLeg(store, leg.contactId, wait, `${nameOf(store, leg.agentId)} ${deed}`);
  if (leg.agentId !== null) freeAgent(store, leg.agentId);
}

/** Dialling, then ringing, then what the switch says. */
function stepOutbound(store: Store, leg: Leg): void {
  const { outboundCourse, outboundDialSeconds } = store.switches;
  if (leg.state === "dialling" && outboundCourse === "busy") {
    endCall(store, leg.callId, "The line is busy", "busy");
  } else if (leg.state === "dialling") {
    const dueAt = outboundCourse === "manual" ? null : store.now() + outboundDialSeconds * 1000;
    changeLeg(
      store,
      leg.contactId,
      { state: "ringing", ringingAt: store.now(), dueAt },
      "Rings at the customer",
    );
  } else if (leg.state === "ringing" && outboundCourse === "noAnswer") {
    endCall(store, leg.callId, "No answer", "no_answer");
  } else if (leg.state === "ringing") answerLeg(store, leg);
}

/** The one who takes a leg next: holds its skill (and the second one), is available and on no call. */
export function pickAgent(store: Store, leg: Leg): number | null {
  if (leg.target?.kind === "agent") return isFree(store, leg.target.agentId) ? leg.target.agentId : null;
  if (leg.skillId === null || store.skills.get(leg.skillId)?.isActive !== true) return null;
  const holders = store.assignments
    .where("skill", String(leg.skillId))
    .filter(
      ({ agentId, isActive }) =>
        isActive &&
        agentId !== leg.byAgentId &&
        isFree(store, agentId) &&
        (leg.withSkillId === null || holdsSkill(store, agentId, leg.withSkillId)),
    )
    .map(({ agentId, proficiency }) => ({
      agentId,
      proficiency,
      since: store.agents.get(agentId)?.stateSince ?? 0,
    }))
    .sort((a, b) => a.proficiency - b.proficiency || a.since - b.since || a.agentId - b.agentId);
  return holders[0]?.agentId ?? null;
}

export function isFree(store: Store, agentId: number): boolean {
  const agent = store.agents.get(agentId);
  return (
    agent?.isActive === true &&
    agent.state === "Available" &&
    store.voice.legs.where("agent", String(agentId)).length === 0
  );
}

export function holdsSkill(store: Store, agentId: number, skillId: number): boolean {
  return store.assignments.get(`${skillId}:${agentId}`)?.isActive === true;
}

function isForVoicemail(store: Store, { skillId }: Leg): boolean {
  return skillId !== null && isVoicemail(store, skillId);
}

/** Highest priority first, then the longest wait. Thousands who wait for nobody cost one look per thing they wait for. */
function route(store: Store): void {
  const { legs } = store.voice;
  const isServed = (leg: Leg) =>
    isForVoicemail(store, leg) || pickAgent(store, { ...leg, byAgentId: null }) !== null;
  const inOrder = legs
    .keys("waitsFor")
    .filter((key) => {
      const first = key === "" ? undefined : legs.firstWhere("waitsFor", key);
      return first !== undefined && isServed(first);
    })
    .flatMap((key) => legs.where("waitsFor", key))
    .sort(
      (a, b) => b.priority - a.priority || (a.queuedAt ?? 0) - (b.queuedAt ?? 0) || a.contactId - b.contactId,
    );
  const inVain = new Set<string>();
  for (const leg of inOrder) {
    if (inVain.has(waitsFor(leg))) continue;
    if (isForVoicemail(store, leg)) {
      ringLine(store, leg, true);
      continue;
    }
    const agentId = pickAgent(store, leg);
    if (agentId !== null) ringAgent(store, leg, agentId);
    else if (!isServed(leg)) inVain.add(waitsFor(leg));
  }
}

function ringAgent(store: Store, leg: Leg, agentId: number): void {
  const { voiceRingSeconds, voiceAgentsAnswer, outboundDialSeconds, outboundCourse } = store.switches;
  const call = store.voice.calls.get(leg.callId);
  const at = store.now();
  if (call?.outbound && leg.isCaller) {
    const dueAt = outboundCourse === "manual" ? null : at + outboundDialSeconds * 1000;
    setState(store, agentId, "OutboundContact");
    changeLeg(
      store,
      leg.contactId,
      { state: "dialling", agentId, dueAt },
      `Dials for ${nameOf(store, agentId)}`,
    );
    return;
  }
  const transfer = call ? openTransfer(call) : null;
  const isTransfer = transfer?.contactId === leg.contactId;
  setState(
    store,
    agentId,
    isTransfer && transfer?.transferType === "CONSULT" ? "InboundConsult" : "InboundContact",
  );
  const ringing = changeLeg(
    store,
    leg.contactId,
    {
      state: "ringing",
      agentId,
      ringingAt: at,
      dueAt: voiceRingSeconds > 0 ? at + voiceRingSeconds * 1000 : null,
    },
    `Rings at ${nameOf(store, agentId)}`,
  );
  if (isTransfer) changeTransfer(store, leg.callId, { state: "IN_TRANSFER" });
  if (voiceAgentsAnswer === "atOnce") answerLeg(store, ringing);
}
