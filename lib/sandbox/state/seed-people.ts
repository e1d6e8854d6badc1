import type { Agent } from "./model.ts";
import type { Store } from "./store.ts";

/** The built-in integration of website chats, so that not every channel is one's own. */
export const chatIntegrationId = "0b0c7b0e-3f2b-4f0c-9a39-1d5f6a7e2c11";
export const administratorRoleId = 1;
/** Avery Quinn: who the consoles are signed in as, and whose access key the credentials are. */
export const administratorAgentId = 30_101;
const roleIds = { administrator: administratorRoleId, supervisor: 2, agent: 3 } as const;
const readOnly = {
  Skills: ["View"],
  Campaigns: ["View"],
  PointsOfContact: ["View"],
  DigitalEngagement: ["Agent"],
};

/** Teams, roles and users; some of them not ready for digital work, each in a way of its own. */
export function seedPeople(store: Store): void {
  store.teams.put(501, { teamId: 501, teamName: "Operations", isActive: true });
  store.teams.put(502, { teamId: 502, teamName: "Digital Care", isActive: true });
  store.teams.put(503, { teamId: 503, teamName: "Voice Support", isActive: true });
  const chat = `chat_${chatIntegrationId}`;
  const role = (roleId: number, name: string, description: string, permissions: string[]) =>
    store.roles.put(roleId, {
      roleId,
      roleUuid: `5f0e6a1c-7d1b-4c55-8a7e-0000000000${String(roleId).padStart(2, "0")}`,
      name,
      description,
      isAdministrator: roleId === administratorRoleId,
      channelPermissions: { [chat]: permissions },
    });
  role(roleIds.administrator, "Administrator", "Everything in the business unit", ["all"]);
  role(roleIds.supervisor, "Supervisor", "Leads a team, reassigns conversations", ["all"]);
  role(roleIds.agent, "Agent", "Answers customers", ["Send Replies"]);
  // Two roles that cannot answer although they look as if they could (M-52, M-50), for lints.
  role(4, "Chat Trainee", "May reply on the channel, but lacks Skills View", ["Send Replies"]);
  role(5, "Back Office", "Has no channel at all", []);
  store.roles.update(roleIds.supervisor, { permissions: { ...readOnly, Users: ["View", "Edit"] } });
  store.roles.update(4, { permissions: { DigitalEngagement: ["Agent"] } });
  store.roles.update(5, { permissions: { Skills: ["View"], Campaigns: ["View"] }, channelPermissions: {} });

  const person = (
    agentId: number,
    firstName: string,
    lastName: string,
    teamId: number,
    roleId: number,
    extra: Partial<Agent> = {},
  ) =>
    store.agents.put(agentId, {
      agentId,
      userId: `11ec9f00-2b7e-4a6d-9c3f-0000000${agentId}`,
      digitalUserId: agentId - 23_000,
      userName: `${firstName}.${lastName}@acme.example`.toLowerCase(),
      firstName,
      lastName,
      nickname: firstName,
      emailAddress: `${firstName}.${lastName}@acme.example`.toLowerCase(),
      teamId,
      roleId,
      isActive: true,
      digitalEngagement: true,
      state: "LoggedOut",
      updatedAt: store.now() - 30 * 86_400_000,
      ...extra,
    });
  person(administratorAgentId, "Avery", "Quinn", 501, roleIds.administrator);
  person(30102, "Noor", "Haddad", 502, roleIds.supervisor);
  person(30103, "Jonas", "Weber", 502, roleIds.agent);
  person(30104, "Mei", "Tanaka", 502, roleIds.agent);
  person(30105, "Luca", "Moretti", 503, roleIds.agent, { digitalEngagement: false });
  person(30106, "Sofia", "Lindqvist", 503, roleIds.agent, { isActive: false });
  person(30107, "Priya", "Raman", 502, roleIds.agent, { state: "Available" });
  person(30108, "Tomasz", "Kowal", 503, roleIds.agent, { state: "Available", digitalEngagement: false });
  person(30109, "Amara", "Okafor", 502, roleIds.agent, { state: "Unavailable", digitalEngagement: false });
  person(30110, "Elif", "Demir", 502, 4, { state: "Available" });
  person(30111, "Ben", "Carter", 501, 5, { state: "InboundContact", digitalEngagement: false });
}
