import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createHttpClient, type HttpClient } from "#lib/http/client.ts";
import { json, startTestServer, type TestServer } from "#lib/http/start-test-server.ts";
import { type CxoneClient, createCxoneClient } from "./client.ts";
import { pageSkills } from "./skills.ts";

let server: TestServer;
let http: HttpClient;
let client: CxoneClient;

type Heeds = {
  skip?: boolean;
  top?: boolean;
  search?: boolean;
  order?: boolean | "refused";
  total?: boolean;
};

/** A tenant of `count` skills, made in no order, that heeds only some parameters of its list. */
function tenantOf(count: number, heeds: Heeds) {
  const { skip = true, top = true, search = true, order = true, total = true } = heeds;
  const made = Array.from({ length: count }, (_, n) => {
    const number = (n * 7_919) % count;
    return {
      skillId: 1_000 + n,
      skillName: `Skill_${String(number).padStart(5, "0")}`,
      mediaTypeId: 9,
      campaignId: 1,
    };
  });
  server.answer((response, request, socket) => {
    const query = new URL(request.path, server.baseUrl).searchParams;
    if (order === "refused" && query.has("orderBy"))
      return json(400, { error: "invalid_request", error_description: "orderBy" })(response, request, socket);
    let rows = made;
    const wanted = query.get("searchString")?.toLowerCase();
    if (search && wanted) rows = rows.filter((row) => row.skillName.toLowerCase().includes(wanted));
    if (order === true && query.has("orderBy"))
      rows = rows.toSorted((a, b) => a.skillName.localeCompare(b.skillName));
    const from = skip ? Number(query.get("skip")) : 0;
    const shown = top ? rows.slice(from, from + Math.min(Number(query.get("top")), 100)) : rows.slice(from);
    json(200, { ...(total ? { totalRecords: rows.length } : {}), skills: shown })(response, request, socket);
  });
}

beforeAll(async () => {
  server = await startTestServer();
  http = createHttpClient({ log: { append: () => {} }, allowedPrivateHosts: () => [server.host] });
  client = createCxoneClient({
    apiBaseUrl: server.baseUrl,
    dfoBaseUrl: server.baseUrl,
    send: http.send,
    getAccessToken: async () => "token",
  });
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(async () => {
  await http.close();
  await server.close();
});

const sort = { by: "skillName", descending: false } as const;
const names = (page: { rows: readonly { skillName: string }[] }) => page.rows.map((row) => row.skillName);

test("a page of ten thousand is one call, wherever it is", async () => {
  tenantOf(10_000, {});
  const page = await pageSkills(client, { skip: 9_950, top: 50, sort });
  expect(server.requests).toHaveLength(1);
  expect(names(page).at(-1)).toBe("Skill_09999");
  expect(page).toMatchObject({ total: 10_000, nextSkip: null, remarks: [] });
});

test("a search that the tenant leaves aside still finds only what was searched for, and says so", async () => {
  tenantOf(400, { search: false });
  const page = await pageSkills(client, { skip: 0, top: 50, search: "_0039", sort });
  expect(names(page)).toEqual(Array.from({ length: 10 }, (_, n) => `Skill_0039${n}`));
  expect(page).toMatchObject({ total: 10, remarks: ["chosen-here"] });
});

test("a list too long to be read whole says that there may be more", async () => {
  tenantOf(5_000, { search: false });
  const page = await pageSkills(client, { skip: 0, top: 50, search: "_0000", sort });
  expect(server.requests.length).toBeLessThanOrEqual(21);
  expect(names(page).every((name) => name.includes("_0000"))).toBe(true);
  expect(page.remarks).toEqual(["chosen-from-a-part"]);
});

test("an order that is left aside is made here, or its lack is said", async () => {
  tenantOf(400, { order: false });
  const short = await pageSkills(client, { skip: 50, top: 50, sort });
  expect(names(short)[0]).toBe("Skill_00050");
  expect(short).toMatchObject({ total: 400, nextSkip: 100, remarks: [] });
  tenantOf(5_000, { order: "refused" });
  const long = await pageSkills(client, { skip: 0, top: 50, sort });
  expect(long.rows).toHaveLength(50);
  expect(long.remarks).toEqual(["not-sorted"]);
});

test("a tenant that gives everything at once is cut into pages here", async () => {
  tenantOf(120, { top: false, skip: false });
  const page = await pageSkills(client, { skip: 100, top: 50, sort });
  expect(names(page)).toEqual(Array.from({ length: 20 }, (_, n) => `Skill_00${100 + n}`));
  expect(page).toMatchObject({ total: 120, nextSkip: null });
});

test("without a total, a full page means that there may be another", async () => {
  tenantOf(100, { total: false });
  expect(await pageSkills(client, { skip: 0, top: 50, sort })).toMatchObject({ total: null, nextSkip: 50 });
  expect(await pageSkills(client, { skip: 80, top: 50, sort })).toMatchObject({ nextSkip: null });
});
