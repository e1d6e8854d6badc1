import type { Sandbox } from "../sandbox.ts";
import type { Agent, AgentState } from "../state/model.ts";
import type { JsonRecord } from "../wire/values.ts";
import type { Listing } from "./acd-list.ts";
import { mediaTypeName } from "./media-types.ts";
import { contactsOfAgent } from "./voice/session-events.ts";

/** Numbers of the states as NICE's own kit names them (facts/cxone.md §4). */
export const agentStateIds: Readonly<Record<AgentState, number>> = {
  LoggedOut: 0,
  Available: 1,
  Unavailable: 2,
  InboundContact: 3,
  OutboundContact: 4,
  InboundConsult: 5,
  OutboundConsult: 6,
  Dialer: 7,
  LoggedIn: 8,
};

/** When a user was changed last; users of an older state of the sandbox have no time of their own. */
function changedAt(sandbox: Sandbox, agent: Agent): number {
  return agent.updatedAt ?? sandbox.store.setting("seededAt", 0);
}

/** A user of the ACD as version 34 lists it (facts/cxone.md §2.3). */
export function agentRow(sandbox: Sandbox, agent: Agent): JsonRecord {
  const { store } = sandbox;
  const role = store.roles.get(agent.roleId);
  const changed = new Date(changedAt(sandbox, agent)).toISOString();
  return {
    middleName: "",
    location: "",
    internalId: "",
    timeZone: store.tenant.timeZone,
    country: "DE",
    city: "Berlin",
    chatRefusalTimeout: 45,
    phoneRefusalTimeout: 45,
    workItemRefusalTimeout: 45,
    emailRefusalTimeout: 45,
    digitalRefusalTimeout: 45,
    maxConcurrentChats: 3,
    useTeamMaxConcurrentChats: true,
    voiceThreshold: 1,
    chatThreshold: 3,
    emailThreshold: 3,
    workItemThreshold: 3,
    digitalThreshold: 3,
    useTeamDigitalThreshold: true,
    deliveryMode: "Team",
    userType: "Agent",
    locked: false,
    notes: "",
    ...agent.settings,
    agentId: agent.agentId,
    userName: agent.userName,
    userID: agent.userId,
    firstName: agent.firstName,
    lastName: agent.lastName,
    emailAddress: agent.emailAddress,
    isActive: agent.isActive,
    isSupervisor: role?.name === "Supervisor",
    teamId: agent.teamId,
    teamName: store.teams.get(agent.teamId)?.teamName ?? "",
    profileId: agent.roleId,
    profileName: role?.name ?? "",
    DigitalEngagementEnabled: agent.digitalEngagement,
    lastUpdated: changed,
    lastUpdateTime: changed,
  };
}

export function agentListing(sandbox: Sandbox): Listing<Agent> {
  const { store } = sandbox;
  return {
    key: "agents",
    rows: store.agents,
    view: (agent) => agentRow(sandbox, agent),
    search: (agent) => `${agent.firstName} ${agent.lastName} ${agent.userName} ${agent.emailAddress}`,
    isActive: (agent) => agent.isActive,
    updatedAt: (agent) => changedAt(sandbox, agent),
    orderVersion: store.teams.version + store.roles.version,
    order: {
      agentId: (agent) => agent.agentId,
      userName: (agent) => agent.userName,
      firstName: (agent) => `${agent.firstName} ${agent.lastName}`,
      lastName: (agent) => `${agent.lastName} ${agent.firstName}`,
      emailAddress: (agent) => agent.emailAddress,
      isActive: (agent) => Number(agent.isActive),
      teamId: (agent) => agent.teamId,
      teamName: (agent) => store.teams.get(agent.teamId)?.teamName ?? "",
      profileId: (agent) => agent.roleId,
      profileName: (agent) => store.roles.get(agent.roleId)?.name ?? "",
      lastUpdated: (agent) => changedAt(sandbox, agent),
    },
  };
}

/** What a list of states shows of an agent: the state before, while the list lags behind (switch acdAgentStatesLagSeconds). */
function shownState(sandbox: Sandbox, agent: Agent): AgentState {
  const { store } = sandbox;
  const lagging = store.now() - store.switches.acdAgentStatesLagSeconds * 1000;
  const isRecent = agent.stateSince !== undefined && agent.stateSince > lagging;
  return isRecent ? (agent.stateBefore ?? agent.state) : agent.state;
}

/** What an agent does now, with the call that the agent is on. */
export function agentStateRow(sandbox: Sandbox, agent: Agent): JsonRecord {
  const { store } = sandbox;
  const since = new Date(agent.stateSince ?? changedAt(sandbox, agent)).toISOString();
  const state = shownState(sandbox, agent);
  return {
    agentId: agent.agentId,
    agentStateId: agentStateIds[state],
    agentStateName: state,
    ...callFields(sandbox, agent.agentId),
    businessUnitId: store.tenant.businessUnitId,
    firstName: agent.firstName,
    lastName: agent.lastName,
    userName: agent.userName,
    isActive: agent.isActive,
    isACW: false,
    isOutbound: state.startsWith("Outbound"),
    teamId: agent.teamId,
    teamName: store.teams.get(agent.teamId)?.teamName ?? "",
    outStateId: 0,
    outStateDescription: "",
    stationId: 0,
    startDate: since,
    lastUpdateTime: since,
  };
}

/** The contact that an agent is on, where there is one. */
function callFields(sandbox: Sandbox, agentId: number): JsonRecord {
  const contacts = contactsOfAgent(sandbox, agentId);
  const view = contacts[0]?.view;
  if (!view) return { openContacts: 0 };
  return {
    contactId: view.contactId,
    openContacts: contacts.length,
    fromAddress: view.fromAddress,
    toAddress: view.toAddress,
    mediaTypeId: 4,
    mediaTypeName: mediaTypeName(4),
    ...(view.skillId === null
      ? {}
      : { skillId: view.skillId, skillName: sandbox.store.skills.get(view.skillId)?.skillName ?? "" }),
  };
}
