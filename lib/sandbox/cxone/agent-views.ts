import type { Sandbox } from "../sandbox.ts";
import type { Agent, AgentState } from "../state/model.ts";
import type { JsonRecord } from "../wire/values.ts";
import type { Listing } from "./acd-list.ts";

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

/** What an agent does now. The contact id is that of the conversation that was accepted last. */
export function agentStateRow(sandbox: Sandbox, agent: Agent): JsonRecord {
  const { store } = sandbox;
  const since = new Date(agent.stateSince ?? changedAt(sandbox, agent)).toISOString();
  return {
    agentId: agent.agentId,
    agentStateId: agentStateIds[agent.state],
    agentStateName: agent.state,
    businessUnitId: store.tenant.businessUnitId,
    firstName: agent.firstName,
    lastName: agent.lastName,
    userName: agent.userName,
    isActive: agent.isActive,
    isACW: false,
    isOutbound: agent.state.startsWith("Outbound"),
    teamId: agent.teamId,
    teamName: store.teams.get(agent.teamId)?.teamName ?? "",
    outStateId: 0,
    outStateDescription: "",
    stationId: 0,
    startDate: since,
    lastUpdateTime: since,
  };
}
