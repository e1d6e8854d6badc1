import { expect, test } from "vitest";
import { seeded, testTenant } from "../test-tenant.ts";

test("ten thousand skills and agents are there at once, with names of their own, and any page of them", async () => {
  const tenant = await testTenant();
  const { body } = await tenant.control("POST", "/populate", {
    skills: 10_000,
    agents: 10_000,
    campaigns: 20,
    channels: 100,
  });
  expect(body).toEqual({
    campaigns: seeded.campaigns + 20,
    skills: seeded.skills + 10_000,
    agents: seeded.agents + 10_000,
    channels: seeded.channels + 100,
  });
  const last = await tenant.acd("GET", "/skills?skip=10000&top=100&orderBy=skillName");
  expect(last.body).toMatchObject({ totalRecords: seeded.skills + 10_000, _links: { next: "" } });
  expect((last.body as { skills: unknown[] }).skills).toHaveLength(seeded.skills);
  const all = new Set<string>();
  for (const skip of [0, 100, 5000]) {
    const page = (await tenant.acd("GET", `/skills?skip=${skip}&top=100`)).body as {
      skills: { skillName: string }[];
    };
    for (const skill of page.skills) all.add(skill.skillName);
  }
  expect(all.size).toBe(300);
  expect([...all].every((name) => /^[\w.:-]{2,30}$/.test(name))).toBe(true);
  const found = await tenant.acd(
    "GET",
    "/agents?searchString=ada.adler&orderBy=lastName&isActive=true&top=1",
  );
  expect(found.body).toMatchObject({ agents: [{ firstName: "Ada", lastName: "Adler" }] });
  expect(await tenant.dfo("GET", "/channels?size=10&page=11&orderBy=title")).toMatchObject({ status: 200 });
});

test("a populated tenant survives a reset as the seed, and takes rows with ids of their own again", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/populate", { campaigns: 2 });
  expect((await tenant.control("POST", "/populate", { campaigns: 2 })).body).toMatchObject({
    campaigns: seeded.campaigns + 4,
  });
  await tenant.control("POST", "/reset");
  expect((await tenant.acd("GET", "/campaigns")).body).toMatchObject({ totalRecords: seeded.campaigns });
});

test.each([[null], [{ robots: 1 }], [{ skills: -1 }], [{ skills: 1.5 }], [{ agents: 100_001 }]])(
  "%j is refused with a sentence",
  async (body) => {
    const { control } = await testTenant();
    expect(await control("POST", "/populate", body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  },
);
