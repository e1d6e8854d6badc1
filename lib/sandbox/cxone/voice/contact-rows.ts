import type { Sandbox } from "../../sandbox.ts";
import type { JsonRecord } from "../../wire/values.ts";
import { mediaTypeName } from "../media-types.ts";
import { describeState, indicatorId } from "./contact-states.ts";
import type { ContactView } from "./contact-views.ts";

const phone = 4;
const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / 1000));
const iso = (at: number) => new Date(at).toISOString();

/** Sum of the time that a contact spent in a state, and how often it came into it. */
function spent(view: ContactView, state: string, now: number): { count: number; seconds: number } {
  let [count, total] = [0, 0];
  for (const [index, line] of view.lines.entries()) {
    if (line.state !== state) continue;
    if (view.lines[index - 1]?.state !== state) count += 1;
    total += (view.lines[index + 1]?.at ?? view.endedAt ?? now) - line.at;
  }
  return { count, seconds: Math.round(total / 1000) };
}

/** What both shapes of a contact have (facts/cxone.md §4). Absent ids are left out, as the real lists do. */
function commonFields(sandbox: Sandbox, view: ContactView): JsonRecord {
  const { store } = sandbox;
  const agent = view.agentId === null ? undefined : store.agents.get(view.agentId);
  const skill = view.skillId === null ? undefined : store.skills.get(view.skillId);
  const asNumber = store.switches.acdContactStartDate === "number";
  return {
    contactId: view.contactId,
    masterContactId: view.masterContactId,
    contactStartDate: asNumber ? Math.floor(view.startedAt / 1000) : iso(view.startedAt),
    ...(agent
      ? {
          agentId: agent.agentId,
          firstName: agent.firstName,
          lastName: agent.lastName,
          teamId: agent.teamId,
          teamName: store.teams.get(agent.teamId)?.teamName ?? "",
        }
      : {}),
    ...(skill
      ? {
          skillId: skill.skillId,
          skillName: skill.skillName,
          campaignId: skill.campaignId,
          campaignName: store.campaigns.get(skill.campaignId)?.name ?? "",
        }
      : {}),
    fromAddress: view.fromAddress,
    toAddress: view.toAddress,
    mediaTypeId: phone,
    mediaTypeName: mediaTypeName(phone),
    isOutbound: view.isOutbound,
    isLogged: false,
    isTakeover: false,
    holdCount: spent(view, "held", store.now()).count,
    lastUpdateTime: iso(view.endedAt ?? view.stateSince),
    pointOfContactName: view.call.to ?? "",
    transferIndicatorId: indicatorId(view.transferIndicator),
    transferIndicatorName: view.transferIndicator,
  };
}

export function activeContactRow(sandbox: Sandbox, view: ContactView): JsonRecord {
  const state = describeState(sandbox.store, view.state);
  const { target } = view.leg;
  return {
    ...commonFields(sandbox, view),
    agentStartDate: view.answeredAt === null ? "" : iso(view.answeredAt),
    stateId: state.id,
    stateName: state.name,
    contactStateCategory: state.category,
    ...(target?.kind === "agent" ? { targetAgentId: target.agentId } : {}),
  };
}

export function completedContactRow(sandbox: Sandbox, view: ContactView): JsonRecord {
  const ended = view.endedAt ?? sandbox.store.now();
  const hold = spent(view, "held", ended);
  const queue = spent(view, "waiting", ended).seconds;
  const before = spent(view, "ivr", ended).seconds;
  const abandoned = view.answeredAt === null && view.endReason === "Contact Hung Up";
  return {
    ...commonFields(sandbox, view),
    stateId: describeState(sandbox.store, "ended").id,
    stateName: describeState(sandbox.store, "ended").name,
    isActive: false,
    endReason: view.endReason,
    abandoned,
    abandonSeconds: abandoned ? queue : 0,
    isShortAbandon: false,
    isRefused: view.endReason === "Refused",
    holdCount: hold.count,
    holdSeconds: hold.seconds,
    acwSeconds: 0,
    agentSeconds: view.answeredAt === null ? 0 : seconds(view.answeredAt, ended),
    conferenceSeconds: 0,
    inQueueSeconds: queue,
    preQueueSeconds: before,
    postQueueSeconds: spent(view, "parked", ended).seconds,
    routingTime: spent(view, "ringing", ended).seconds,
    totalDurationSeconds: seconds(view.startedAt, ended),
    dispositionNotes: view.call.outbound?.disposition ?? "",
  };
}

export function contactStateRow(sandbox: Sandbox, view: ContactView): JsonRecord {
  const state = describeState(sandbox.store, view.state);
  const { transferIndicatorId: _, transferIndicatorName: __, ...row } = commonFields(sandbox, view);
  return {
    ...row,
    contactStateId: state.id,
    contactStateName: state.name,
    startDate: iso(view.stateSince),
  };
}

/** The way of a contact through its states. Ids are texts here, as published. */
export function stateHistoryRows(sandbox: Sandbox, view: ContactView): JsonRecord[] {
  const { store } = sandbox;
  const steps = view.lines
    .map((line) => ({ state: line.state, at: line.at, agentId: line.agentId, skillId: line.skillId }))
    .filter((step, index, all) => {
      const before = all[index - 1];
      return before?.state !== step.state || before.agentId !== step.agentId;
    });
  if (view.endedAt !== null && steps.at(-1)?.state !== "ended")
    steps.push({ state: "ended", at: view.endedAt, agentId: view.agentId, skillId: view.skillId });
  return steps.map((step, index) => {
    const state = describeState(store, step.state === "joined" ? "joined" : step.state);
    const until = steps[index + 1]?.at ?? (view.endedAt === null ? store.now() : step.at);
    return {
      stateIndex: index,
      contactId: String(view.contactId),
      contactStateId: state.id,
      contactStateName: state.name,
      startDate: iso(step.at),
      duration: String(seconds(step.at, until)),
      isWarehoused: false,
      agentId: step.agentId ?? 0,
      skillId: step.skillId ?? 0,
      skillName: store.skills.get(step.skillId ?? 0)?.skillName ?? "",
    };
  });
}
