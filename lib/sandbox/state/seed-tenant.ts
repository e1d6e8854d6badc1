import { randomBytes } from "node:crypto";
import { createSigningKey } from "../cxone/tokens.ts";
import type { Agent, Skill } from "./model.ts";
import { seedScripts } from "./seed-scripts.ts";
import type { Store } from "./store.ts";

export const administratorRoleId = 1;
/** Avery Quinn: who the consoles are signed in as, and whose access key the credentials are. */
export const administratorAgentId = 30_101;
const roleIds = { administrator: administratorRoleId, supervisor: 2, agent: 3 } as const;
/** The built-in integration of website chats, so that not every channel is one's own. */
export const chatIntegrationId = "0b0c7b0e-3f2b-4f0c-9a39-1d5f6a7e2c11";

/** Secrets that must not be the same on two machines: made at the first start and then kept in the state. */
async function seedSecrets(store: Store): Promise<void> {
  store.setSetting("signingKey", await createSigningKey());
  const accessKeyId = randomBytes(20).toString("hex").toUpperCase();
  const accessKeySecret = randomBytes(30).toString("base64url");
  const createdAt = store.now();
  store.accessKeys.put(accessKeyId, {
    accessKeyId,
    accessKeySecret,
    agentId: administratorAgentId,
    isActive: true,
    createdAt,
  });
  const clientId = crypto.randomUUID();
  const clientSecret = randomBytes(36).toString("base64url");
  store.apiClients.put(clientId, {
    clientId,
    clientSecret,
    name: "Patchbay (back-end app)",
    isActive: true,
    createdAt,
  });
  store.setSetting("credentials", { accessKeyId, clientId });
}

function seedPeople(store: Store): void {
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
      ...extra,
    });
  person(administratorAgentId, "Avery", "Quinn", 501, roleIds.administrator);
  person(30102, "Noor", "Haddad", 502, roleIds.supervisor);
  person(30103, "Jonas", "Weber", 502, roleIds.agent);
  person(30104, "Mei", "Tanaka", 502, roleIds.agent);
  person(30105, "Luca", "Moretti", 503, roleIds.agent, { digitalEngagement: false });
  person(30106, "Sofia", "Lindqvist", 503, roleIds.agent, { isActive: false });
}

function seedSkills(store: Store): void {
  const now = store.now() - 90 * 86_400_000;
  const campaign = (campaignId: number, name: string, isActive: boolean, description: string) =>
    store.campaigns.put(campaignId, { campaignId, name, isActive, description, notes: "", updatedAt: now });
  campaign(310001, "Default Campaign", true, "Where skills without a campaign of their own report");
  campaign(310002, "Customer Care", true, "Support on all media");
  campaign(310003, "Spring Promotion 2024", false, "Ended");

  const inbound = {
    serviceLevelThreshold: 30,
    serviceLevelGoal: 80,
    enableShortAbandon: false,
    shortAbandonThreshold: 15,
  };
  const skill = (
    skillId: number,
    skillName: string,
    mediaTypeId: number,
    campaignId: number,
    extra: Partial<Skill> = {},
  ) =>
    store.skills.put(skillId, {
      skillId,
      skillName,
      mediaTypeId,
      campaignId,
      isActive: true,
      isOutbound: false,
      outboundStrategy: null,
      settings: inbound,
      createdAt: now,
      updatedAt: now,
      ...extra,
    });
  skill(4606101, "Support_Voice", 4, 310002);
  skill(4606102, "Sales_Voice", 4, 310001);
  skill(4606103, "Outbound_Sales", 4, 310003, {
    isOutbound: true,
    outboundStrategy: "Personal Connection",
    settings: {},
  });
  skill(4606104, "Support_Email", 1, 310002);
  skill(4606105, "Support_Voicemail", 5, 310002);
  skill(4606106, "Website_Chat", 9, 310002);
  skill(4606107, "Digital_Support_DE", 9, 310002);
  skill(4606108, "Old_Digital", 9, 310003, { isActive: false });

  const assign = (skillId: number, ...agentIds: number[]) => {
    for (const agentId of agentIds)
      store.assignments.put(`${skillId}:${agentId}`, { skillId, agentId, isActive: true, proficiency: 10 });
  };
  assign(4606101, 30103, 30105);
  assign(4606102, 30105);
  assign(4606104, 30104);
  assign(4606106, 30102, 30103, 30104);
}

function seedDigital(store: Store, busNo: number): void {
  for (const script of seedScripts(busNo)) {
    const masterId = store.nextNumber("script", 92_100_300);
    const modifyDate = store.now() - 60 * 86_400_000;
    store.scripts.put(masterId, {
      masterId,
      status: "CURR",
      modifyDate,
      modifyUser: "avery.quinn@acme.example",
      ...script,
    });
  }
  const id = `chat_${chatIntegrationId}`;
  const createdAt = store.now() - 80 * 86_400_000;
  store.channels.put(id, {
    id,
    idOnExternalPlatform: chatIntegrationId,
    channelIntegrationId: "chat",
    realExternalPlatformId: "chat",
    name: "Acme website chat",
    isPrivate: true,
    hasTreeStructure: false,
    studioScript: "Digital\\Default Digital Script",
    defaultSkillId: 4606106,
    options: { isLiveChat: true, hasReply: true },
    createdAt,
    updatedAt: createdAt,
  });
  store.hours.put(6001, {
    profileId: 6001,
    profileName: "Weekdays 8 to 18",
    description: "Monday to Friday",
  });
  store.hours.put(6002, { profileId: 6002, profileName: "Always open", description: "" });
  store.pointsOfContact.put(81001, {
    contactCode: 81001,
    contactAddress: "+15550100100",
    contactDescription: "Main number",
    mediaTypeId: 4,
    skillId: 4606101,
    scriptName: "Voice\\Main IVR",
    isActive: true,
  });
  store.tags.put(900, { id: 900, title: "vip", color: "#9013fe" });
}

/** Fills a fresh state with the tenant Acme. */
export async function seedTenant(store: Store): Promise<void> {
  const businessUnitId = 4606137;
  store.setSetting("tenant", {
    tenantId: "11eb5a8e-43c1-4b3e-9d0a-0242ac110002",
    tenantName: "Acme",
    businessUnitId,
    businessUnitName: "Acme Customer Service",
    brandId: 9221,
    timeZone: "Europe/Berlin",
    clusterId: "C99",
    area: "na1",
    fileExtensions: ["png", "jpg", "jpeg", "gif", "pdf", "txt", "docx"],
  });
  seedPeople(store);
  seedSkills(store);
  seedDigital(store, businessUnitId);
  await seedSecrets(store);
  store.setSetting("seeded", true);
}
