import { expect, test } from "vitest";
import { seeded, signInAs, testTenant } from "../test-tenant.ts";

const person = {
  firstName: "Rosa",
  lastName: "Parker",
  teamId: "502",
  profileId: 3,
  emailAddress: "rosa.parker@acme.example",
  userName: "rosa.parker@acme.example",
  timeZone: "Europe/Berlin",
  country: "DE",
  city: "Berlin",
};

test("agents are listed with their role, team and digital attribute, searched, ordered and paged", async () => {
  const { acd } = await testTenant();
  expect((await acd("GET", "/agents?searchString=okafor")).body).toMatchObject({
    totalRecords: 1,
    agents: [
      {
        agentId: 30109,
        teamName: "Digital Care",
        profileId: 3,
        profileName: "Agent",
        DigitalEngagementEnabled: false,
      },
    ],
  });
  expect((await acd("GET", "/agents?isActive=false&fields=agentId,lastName")).body).toMatchObject({
    agents: [{ agentId: 30106, lastName: "Lindqvist" }],
  });
  const page = (await acd("GET", "/agents?orderBy=lastName%20desc&top=2&skip=1")).body as {
    totalRecords: number;
    agents: { lastName: string }[];
  };
  expect([page.totalRecords, ...page.agents.map((agent) => agent.lastName)]).toEqual([
    seeded.agents,
    "Tanaka",
    "Raman",
  ]);
  expect((await acd("GET", "/agents?teamId=503&isActive=true")).body).toMatchObject({ totalRecords: 2 });
});

test("agents are made and changed in batches with a result each", async () => {
  const { acd } = await testTenant();
  const { city: _, ...noCity } = person;
  const made = await acd("POST", "/agents", {
    agents: [{ ...person, digitalEngagementEnabled: true, custom1: "kept" }, noCity, person],
  });
  const { agentResults } = made.body as { agentResults: { agentId: number; error: string }[] };
  expect(agentResults.map((result) => result.error)).toEqual([
    "",
    "city required",
    "userName rosa.parker@acme.example already exists",
  ]);
  const agentId = agentResults[0]?.agentId;
  const changed = await acd("PUT", "/agents", {
    agents: [{ agentId, isActive: false }, { agentId: 1 }, { agentId, profileId: 99 }],
  });
  expect(changed.body).toMatchObject({ errorCount: 2, agentResults: [{ success: true }, {}, {}] });
  expect((await acd("GET", `/agents/${agentId}`)).body).toMatchObject({
    agents: [{ firstName: "Rosa", isActive: false, DigitalEngagementEnabled: true, custom1: "kept" }],
  });
});

test("states come all at once, or in pages when one is asked for", async () => {
  const { acd, control } = await testTenant();
  const all = (await acd("GET", "/agents/states")).body as { agentStates: { agentStateName: string }[] };
  expect(all.agentStates).toHaveLength(seeded.agents);
  expect(all.agentStates.filter((row) => row.agentStateName === "Available")).toHaveLength(3);
  expect((await acd("GET", "/agents/states?top=2")).body).toMatchObject({
    totalRecords: seeded.agents,
    agentStates: [{}, {}],
  });
  expect((await acd("GET", "/agents/30111/states")).body).toMatchObject({
    agentStates: [{ agentStateId: 3, agentStateName: "InboundContact" }],
  });
  await control("POST", "/switches", { agentStatesPageSize: 5 });
  expect(((await acd("GET", "/agents/states")).body as typeof all).agentStates).toHaveLength(5);
});

test("teams: who is in them, and who leaves one has to be told where to go", async () => {
  const { acd } = await testTenant();
  expect((await acd("GET", "/teams?searchString=digital")).body).toMatchObject({
    teams: [{ teamId: 502, agentCount: 6 }],
  });
  expect((await acd("GET", "/teams/agents")).body).toMatchObject({
    totalRecords: 3,
    teamAgents: [{}, {}, {}],
  });
  const agents = [{ agentId: 30103 }];
  expect((await acd("DELETE", "/teams/502/agents", { agents })).status).toBe(400);
  expect((await acd("DELETE", "/teams/502/agents", { agents, transferTeamId: 503 })).body).toMatchObject({
    resultSet: { errorCount: 0 },
  });
  expect((await acd("GET", "/teams/503/agents?searchString=weber")).body).toMatchObject({ totalRecords: 1 });
  expect(
    (await acd("POST", "/teams", { teams: [{ teamName: "Night" }, { teamName: "night" }] })).body,
  ).toMatchObject({
    errorCount: 1,
  });
});

test("permissions of a user name Skills View, and a role without it reads no skills", async () => {
  const tenant = await testTenant();
  const valueFor = async (path: string) => {
    const { permissions } = (await tenant.acd("GET", path)).body as {
      permissions: { Key: string; Value: string }[];
    };
    return permissions.find((row) => row.Key === "Skills View")?.Value;
  };
  expect(await valueFor("/permissions")).toBe("true");
  expect(await valueFor("/permissions/30103")).toBe("true");
  expect(await valueFor("/permissions?agentId=30110")).toBe("false");
  const trainee = await signInAs(tenant, 30110);
  expect((await trainee("GET", "/skills")).status).toBe(403);
  expect((await trainee("GET", "/agents")).status).toBe(200);
  expect((await tenant.acd("GET", "/security-profiles/4")).body).toMatchObject({
    profiles: [
      {
        securityProfileName: "Chat Trainee",
        permissions: [{ permissionKey: "DigitalEngagement", optionKeys: ["Agent"] }],
      },
    ],
  });
});
