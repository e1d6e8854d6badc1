import { expect, test } from "vitest";
import { records, testEngage } from "../engage/test-engage.ts";

test("many agents and categories are there at once, in pages, and gone with a reset", async () => {
  const engage = await testEngage();
  const answer = await engage.control("POST", "/engage/populate", { agents: 1000, categories: 200 });
  expect(answer.body).toEqual({ agents: 1007, categories: 205 });
  const seen = new Set<unknown>();
  for (let offset = 0; offset < 1050; offset += 150)
    for (const row of records(await engage.rest("GET", `/users?limit=150&offset=${offset}`)))
      seen.add(row.id);
  expect(seen.size).toBe(1007);
  await engage.control("POST", "/reset");
  expect((await engage.rest("GET", "/users")).body).toMatchObject({ count: 7 });
});

test.each([null, { robots: 1 }, { agents: 1.5 }, { agents: 20_001 }])(
  "%j is refused with a sentence",
  async (body) => {
    const engage = await testEngage();
    const answer = await engage.control("POST", "/engage/populate", body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  },
);
