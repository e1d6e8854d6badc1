import { expect, test } from "vitest";
import { listAgents } from "#lib/agents/reads.ts";
import { agentQuery } from "#lib/agents/schema.ts";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listSkills } from "#lib/skills/reads.ts";
import { skillQuery } from "#lib/skills/schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const admin = ctxAs("admin");

const calls = async () => {
  const answer = await fetch(`${scene.sandbox().baseUrl}/control/requests?system=cxone`);
  const { requests } = (await answer.json()) as { requests: { path: string }[] };
  return requests.filter(({ path }) => /\/(skills|agents)(\?|$)/.test(path)).length;
};

test("any page, search or filter of 10,000 skills and agents is one call to CXone, as of 100", async () => {
  await scene.control("populate", { skills: 10_000, agents: 10_000 });
  const id = scene.connectionId();
  const asked = [
    () => listSkills(admin, id, skillQuery.parse({})),
    () => listSkills(admin, id, skillQuery.parse({ older: "9950", sort: "-skillName" })),
    () => listSkills(admin, id, skillQuery.parse({ media: "9", active: "yes", sort: "campaignName" })),
    () => listSkills(admin, id, skillQuery.parse({ q: "digital" })),
    () => listAgents(admin, id, agentQuery.parse({ older: "5000" })),
    () => listAgents(admin, id, agentQuery.parse({ team: "502", sort: "-lastName" })),
  ];
  for (const ask of asked) {
    const before = await calls();
    const page = await ask();
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.remarks).toEqual([]);
    expect((await calls()) - before).toBe(1);
  }
});
