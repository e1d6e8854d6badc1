import type { Observation, ObservedAgent } from "#lib/cxone/voice/state.ts";
import { isOpen, wallClock } from "../hours/state.ts";
import type { PolicyRoute } from "../schema.ts";
import type { Reason, ReasonCode } from "../state.ts";
import { capitalised, counted, kindInWords, skillInWords, targetInWords } from "../words/mapping.ts";

/** What was seen, small enough to keep for years and enough to decide it again. */
export type Seen = {
  queue?: Observation["queue"];
  campaigns?: Observation["campaigns"];
  /** Null where nobody in particular takes the calls. */
  agents?: SeenAgents | null;
  /** On the wall of the route's time zone. */
  clock?: { timeZone: string; day: number; time: string };
};

/** `holders` have the skill that is asked for, `available` are those of them who could take the call; `groups` are all. */
export type SeenAgents = {
  total: number;
  holders: number;
  available: number;
  groups: { status: string; available: boolean; holds: boolean; count: number }[];
};

export type Verdict =
  | { eligible: true; text: string; seen: Seen }
  | { eligible: false; reason: Reason; seen: Seen };

/** More than these tell a reader no more. */
const CAMPAIGNS_KEPT = 20;

/** Whether the hours of a route let it be tried; asked before anything is looked up. Null: they do. */
export function judgeHours(route: PolicyRoute, now: Date): Extract<Verdict, { eligible: false }> | null {
  if (!route.hours || isOpen(route.hours, now)) return null;
  const { timeZone } = route.hours;
  const { day, dayName, time } = wallClock(timeZone, now);
  return no("closed", `Closed on ${dayName} at ${time} (${timeZone}).`, { clock: { timeZone, day, time } });
}

/**
 * Whether a route may be tried, in this order: its hours, the queue's status (T-23), a campaign (T-20), an active campaign
 * (T-21), an agent who is available and holds the skill (T-22). What the contact centre cannot say counts against nobody.
 */
export function judge(route: PolicyRoute, observation: Observation, now: Date): Verdict {
  return (
    judgeHours(route, now) ??
    judgeQueue(route, observation) ??
    judgeCampaigns(route, observation) ??
    judgeAgents(route, observation)
  );
}

function judgeQueue(route: PolicyRoute, observation: Observation): Verdict | null {
  const { queue } = observation;
  const isQueue = route.targetType === "QUEUE" || route.targetType === "SKILL";
  if (isQueue && !queue) {
    const text = `The contact centre knows no ${kindInWords(route.targetType)} ${route.targetId}.`;
    return no("queue_unknown", text, { queue: null });
  }
  if (queue?.status !== "INACTIVE") return null;
  return no("queue_inactive", `${capitalised(nameOf(route, observation))} is not active.`, { queue });
}

function judgeCampaigns(route: PolicyRoute, observation: Observation): Verdict | null {
  const { queue, campaigns } = observation;
  if (!campaigns || campaigns.some(({ active }) => active)) return null;
  const seen: Seen = { queue, campaigns: campaigns.slice(0, CAMPAIGNS_KEPT) };
  const name = capitalised(nameOf(route, observation));
  if (campaigns.length === 0)
    return no("no_campaign", `${name} is not associated with any active campaign.`, seen);
  const names = campaigns.slice(0, 3).map((campaign) => campaign.name || campaign.id);
  const rest = campaigns.length > names.length ? ` and ${campaigns.length - names.length} more` : "";
  return no("campaign_inactive", `Campaign is not active: ${names.join(", ")}${rest}.`, seen);
}

function judgeAgents(route: PolicyRoute, observation: Observation): Verdict {
  const { queue, campaigns, agents } = observation;
  const seen: Seen = { queue, campaigns: campaigns?.slice(0, CAMPAIGNS_KEPT) ?? null, agents: null };
  if (!agents) return { eligible: true, text: "Eligible.", seen };
  const holders = agents.filter((agent) => holds(route, agent));
  const available = holders.filter((agent) => agent.available);
  seen.agents = {
    total: agents.length,
    holders: holders.length,
    available: available.length,
    groups: groupsOf(route, agents),
  };
  if (available.length > 0)
    return { eligible: true, text: `Eligible. ${availableInWords(route, available)}`, seen };
  return no("no_agent", noAgentInWords(route, agents, holders), seen);
}

/** A UUID is the same in capitals. */
const holds = ({ skillId }: PolicyRoute, { skills }: ObservedAgent) =>
  !skillId || skills.some((id) => id.toLowerCase() === skillId.toLowerCase());

/** Who was there, without names: alike in what is decided by. */
function groupsOf(route: PolicyRoute, agents: readonly ObservedAgent[]): SeenAgents["groups"] {
  const groups = new Map<string, SeenAgents["groups"][number]>();
  for (const agent of agents) {
    const group = { status: agent.status, available: agent.available, holds: holds(route, agent), count: 0 };
    const key = `${group.available} ${group.holds} ${group.status}`;
    const known = groups.get(key) ?? group;
    known.count += 1;
    groups.set(key, known);
  }
  return [...groups.values()];
}

function availableInWords(route: PolicyRoute, available: readonly ObservedAgent[]): string {
  const [first] = available;
  if (route.targetType === "AGENT" && first) return `${first.name || targetInWords(route)} is available.`;
  return `${counted(available.length, "agent")} available.`;
}

function noAgentInWords(
  route: PolicyRoute,
  agents: readonly ObservedAgent[],
  holders: readonly ObservedAgent[],
): string {
  const [only] = agents;
  if (route.targetType === "AGENT")
    return only
      ? `${only.name || targetInWords(route)} is not available (${only.status}).`
      : `The contact centre shows no ${targetInWords({ ...route, targetName: "" })}.`;
  if (!route.skillId) return `No agent available (0 of ${agents.length}).`;
  const text = `No agent available with skill ${skillInWords(route)} (0 of ${agents.length})`;
  if (agents.length === 0 || holders.length === agents.length) return `${text}.`;
  return holders.length === 0
    ? `${text}: nobody here holds it.`
    : `${text}: ${holdersInWords(holders.length)}.`;
}

const holdersInWords = (holders: number) =>
  holders === 1 ? "1 holds it and is not free" : `${holders} hold it, none is free`;

const nameOf = (route: PolicyRoute, observation: Observation) =>
  observation.queue?.name || targetInWords(route);

const no = (code: ReasonCode, text: string, seen: Seen): Extract<Verdict, { eligible: false }> => ({
  eligible: false,
  reason: { code, text },
  seen,
});
