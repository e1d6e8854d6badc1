import { expect, test } from "vitest";
import { listAgents, listPresence, listTeams } from "#lib/agents/reads.ts";
import { agentQuery } from "#lib/agents/schema.ts";
import { listCampaigns } from "#lib/campaigns/reads.ts";
import { campaignQuery } from "#lib/campaigns/schema.ts";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listSkills } from "#lib/skills/reads.ts";
import { skillQuery } from "#lib/skills/schema.ts";
import { getTenants } from "./reads.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const admin = ctxAs("admin");
const skills = (query: Record<string, string>) =>
  listSkills(admin, scene.connectionId(), skillQuery.parse(query));
const agents = (query: Record<string, string>) =>
  listAgents(admin, scene.connectionId(), agentQuery.parse(query));

test("skills are searched, filtered and sorted, and an address of CXone finds its skill", async () => {
  const digital = await skills({ media: "9", active: "yes", sort: "-skillName" });
  const found = digital.items.map(({ name }) => name);
  expect(found).toEqual(expect.arrayContaining(["Website_Chat", "Digital_Support_DE"]));
  expect(found).not.toContain("Old_Digital");
  expect(found).toEqual(found.toSorted().toReversed());
  expect(digital).toMatchObject({ from: 0, older: null, newer: null, stale: null, remarks: [] });
  expect(digital.total).toBe(found.length);
  expect((await skills({ outbound: "yes", q: "Outbound_Sales" })).items).toMatchObject([
    { name: "Outbound_Sales", direction: "personal-connection", mediaType: "Phone" },
  ]);
  const pasted = await skills({ q: "https://na1.nice-incontact.com/acd/#/skills/4606107" });
  expect(pasted.items).toMatchObject([{ skillId: 4606107 }]);
  expect((await skills({ q: "4606107" })).total).toBe(1);
});

test("agents are found by team and state, and what they are doing comes beside", async () => {
  const everybody = await agents({});
  expect(everybody.items.find(({ agentId }) => agentId === 30102)).toMatchObject({
    name: "Noor Haddad",
    teamName: "Digital Care",
  });
  const team = await agents({ team: "503", active: "yes" });
  expect(team.items.map(({ name }) => name)).toContain("Luca Moretti");
  expect(team.items.every((agent) => agent.teamId === 503 && agent.active)).toBe(true);
  expect((await agents({ state: "Dialer" })).items).toEqual([]);
  expect((await agents({ state: "LoggedOut", q: "tanaka" })).items).toMatchObject([{ agentId: 30104 }]);
  const { items } = await listPresence(admin, scene.connectionId(), [30103, 30105]);
  expect(items).toEqual([
    { agentId: 30103, state: "LoggedOut", skills: 2, digitalSkills: 1 },
    { agentId: 30105, state: "LoggedOut", skills: 5, digitalSkills: 0 },
  ]);
  expect((await listTeams(admin, scene.connectionId())).items[0]?.name).toBe("Digital Care");
});

test("while CXone is down a page shows what it showed last and says since when; another question says why not", async () => {
  const query = campaignQuery.parse({ active: "yes" });
  const fresh = await listCampaigns(admin, scene.connectionId(), query);
  await scene.control("faults", { system: "cxone", pathPattern: "/campaigns", status: 503, times: 50 });
  const old = await listCampaigns(admin, scene.connectionId(), query);
  expect(old).toMatchObject({ items: fresh.items, asOf: fresh.asOf });
  expect(old.stale?.title).toMatch(/\w/);
  await expect(
    listCampaigns(admin, scene.connectionId(), campaignQuery.parse({ q: "never asked" })),
  ).rejects.toMatchObject({ code: "upstream_failed" });
});

test("a supervisor and an auditor may not look at the objects of a tenant", async () => {
  for (const role of ["supervisor", "auditor"] as const) {
    const ctx = ctxAs(role);
    await expect(listSkills(ctx, scene.connectionId(), skillQuery.parse({}))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(getTenants(ctx, undefined)).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("the first connection is shown unless the address names another; a strange one is not found", async () => {
  expect((await getTenants(admin, undefined)).chosen?.id).toBe(scene.connectionId());
  await expect(getTenants(admin, "con_gone")).rejects.toMatchObject({ code: "not_found" });
});

test.each([{ older: "-1" }, { older: "1e3" }, { sort: "password" }, { media: "x" }, { x: "1" }])(
  "an address that cannot be read is refused: %o",
  (query) => {
    expect(skillQuery.safeParse(query).success).toBe(false);
  },
);
