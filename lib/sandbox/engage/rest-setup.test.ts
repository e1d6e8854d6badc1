import { expect, test } from "vitest";
import { engageIds, person, records, refused, testEngage } from "./test-engage.ts";

const { users, sources, categories, communities } = engageIds;
const unprocessable = refused(422, "unprocessable_entity");

async function created(engage: Awaited<ReturnType<typeof testEngage>>, path: string) {
  const answer = await engage.rest("POST", path);
  expect(answer.status).toBe(200);
  return answer.body as Record<string, unknown> & { id: string };
}

test("a name is no key: the same category twice is two, and another Bot is there already", async () => {
  const engage = await testEngage();
  const parent = await created(engage, "/categories?name=Cognigy");
  const first = await created(engage, `/categories?name=Bot&parent_id=${parent.id}`);
  const second = await created(engage, `/categories?name=Bot&parent_id=${parent.id}`);
  expect(first.id).toMatch(/^[0-9a-f]{24}$/);
  expect(first.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(second.id).not.toBe(first.id);
  const children = records(await engage.rest("GET", `/categories?parent_id=${parent.id}`));
  expect(children.map((row) => row.id)).toEqual([first.id, second.id]);
  const bots = records(await engage.rest("GET", "/categories")).filter((row) => row.name === "Bot");
  expect(bots).toHaveLength(3);
});

test("a child has the flags of its root, whatever was asked for", async () => {
  const engage = await testEngage();
  const root = await created(engage, "/categories?name=Root&multiple=true&mandatory=true&unselectable=true");
  const child = await created(
    engage,
    `/categories?name=Child&parent_id=${root.id}&multiple=false&unselectable=true`,
  );
  expect(child).toMatchObject({ multiple: true, mandatory: true, unselectable: false });
  await engage.rest("PUT", `/categories/${root.id}?multiple=false`);
  expect((await engage.rest("GET", `/categories/${child.id}`)).body).toMatchObject({ multiple: false });
});

test.each([
  ["no name", "/categories?name=%20"],
  ["a parent that is not there", `/categories?name=Bot&parent_id=${"0".repeat(24)}`],
  ["a colour that is none", "/categories?name=Bot&color=7"],
  ["a flag that is none", "/categories?name=Bot&multiple=perhaps"],
])("a category with %s is refused", async (_name, path) => {
  const engage = await testEngage();
  expect(await engage.rest("POST", path)).toMatchObject(unprocessable);
});

test("categories go six levels deep and never in a circle", async () => {
  const engage = await testEngage();
  let parent = "";
  const ids: string[] = [];
  for (let level = 1; level <= 6; level += 1) {
    parent = (await created(engage, `/categories?name=L${level}&parent_id=${parent}`)).id;
    ids.push(parent);
  }
  expect(await engage.rest("POST", `/categories?name=L7&parent_id=${parent}`)).toMatchObject(unprocessable);
  const low = await created(engage, "/categories?name=Low");
  const lower = await created(engage, `/categories?name=Lower&parent_id=${low.id}`);
  expect(await engage.rest("PUT", `/categories/${low.id}?parent_id=${lower.id}`)).toMatchObject(
    unprocessable,
  );
  // Below the fifth there is room for one level, not for two.
  expect(await engage.rest("PUT", `/categories/${low.id}?parent_id=${ids[4]}`)).toMatchObject(unprocessable);
  expect((await engage.rest("PUT", `/categories/${lower.id}?parent_id=${ids[4]}`)).status).toBe(200);
});

test("a removed category is taken out of, or replaced in, all that named it", async () => {
  const engage = await testEngage();
  const path = `/content_sources/${engage.engage.sourceId}`;
  await engage.rest("PUT", `${path}?default_category_ids[]=${categories.orders}`);
  await engage.rest("DELETE", `/categories/${categories.orders}?take_over_category_id=${categories.billing}`);
  expect((await engage.rest("GET", path)).body).toMatchObject({ default_category_ids: [categories.billing] });
  await engage.rest("DELETE", `/categories/${categories.billing}`);
  expect((await engage.rest("GET", path)).body).toMatchObject({ default_category_ids: [] });
  expect((await engage.rest("GET", `/users/${users.malik}`)).body).toMatchObject({ category_ids: [] });
});

test("a source shows neither Base URI nor token, and PUT takes no Base URI unless the switch says so", async () => {
  const engage = await testEngage();
  const path = `/content_sources/${engage.engage.sourceId}`;
  const put = async () =>
    JSON.stringify((await engage.rest("PUT", `${path}?base_uri=https://a.example/x`)).body);
  expect(await put()).not.toContain("a.example");
  expect(await put()).not.toContain(engage.engage.realtimeToken);
  expect((await engage.rest("GET", path)).body).toMatchObject({
    type: "sdk",
    community_id: communities.chat,
  });
  await engage.setSwitches({ engageSdkSourceType: "engage_digital_source_sdk" });
  expect((await engage.rest("GET", path)).body).toMatchObject({ type: "engage_digital_source_sdk" });
});

test("sources are those on which the caller may read; what may not be read is not there", async () => {
  const engage = await testEngage();
  const ids = async (query = "") =>
    records(await engage.rest("GET", `/content_sources${query}`)).map((row) => row.id);
  expect(await ids()).toEqual([sources.webchat, sources.partner, sources.email, sources.apple]);
  expect(await ids("?permission=initiate_discussion")).toEqual([]);
  await engage.rest("PUT", `/content_sources/${sources.apple}?active=0`);
  expect(await ids("?active=true")).not.toContain(sources.apple);
  await engage.rest("PUT", `/users/${users.robin}/sources_permissions?${sources.partner}=`);
  expect(await ids()).not.toContain(sources.partner);
  expect(await engage.rest("GET", `/content_sources/${sources.partner}`)).toMatchObject(
    refused(404, "not_found"),
  );
});

test("permissions are written with commas, read as lists, and only for the sources that are named", async () => {
  const engage = await testEngage();
  const path = `/users/${users.malik}/sources_permissions`;
  const both = ["read", "reply"];
  expect((await engage.rest("GET", path)).body).toEqual({ [sources.email]: both });
  const changed = await engage.rest("PUT", `${path}?${sources.webchat}=read,reply`);
  expect(changed).toMatchObject({ status: 200, body: { [sources.email]: both, [sources.webchat]: both } });
  expect(await engage.rest("PUT", `${path}?${sources.webchat}=read,write`)).toMatchObject(unprocessable);
  await engage.rest("PUT", path, { [sources.email]: "" });
  expect((await engage.rest("GET", path)).body).toEqual({ [sources.webchat]: both });
});

test("the seed holds what a check has to find", async () => {
  const engage = await testEngage();
  const permissions = async (id: string) =>
    (await engage.rest("GET", `/users/${id}/sources_permissions`)).body;
  expect(await permissions(users.yuki)).toEqual({});
  expect(await permissions(users.robin)).toMatchObject({ [sources.apple]: ["read"] });
  expect((await engage.rest("GET", `/users/${users.carlos}`)).body).toMatchObject({ enabled: false });
  expect(records(await engage.rest("GET", "/communities"))).toHaveLength(3);
  const role = (await engage.rest("GET", `/roles/${engageIds.roles.reporting}`)).body;
  expect(role).toMatchObject({ label: "Reporting", manage_categories: false, read_stats: true });
});

test("only a controlled identity is given to an agent, and it then names the agent", async () => {
  const engage = await testEngage();
  await engage.realtime("users.create", person("agent-1", { puppetizable: true }));
  await engage.flush();
  const find = async () => records(await engage.rest("GET", "/identities?foreign_id=agent-1"))[0];
  const id = String((await find())?.id);
  expect(await find()).not.toHaveProperty("controlled");
  const give = () => engage.rest("PUT", `/users/${users.malik}?identity_ids[]=${id}`);
  expect(await give()).toMatchObject(unprocessable);
  await engage.control("POST", "/engage/set-up", { identities: [{ foreignId: "agent-1" }] });
  expect(await give()).toMatchObject({ status: 200, body: { identity_ids: [id] } });
  expect(await find()).toMatchObject({ user_ids: [users.malik], community_id: communities.chat });
  expect(records(await engage.rest("GET", `/users?identity_id=${id}`))).toMatchObject([{ id: users.malik }]);
});

test("users are found by address whatever its case, the newest first", async () => {
  const engage = await testEngage();
  expect(records(await engage.rest("GET", "/users?email=MALIK.Diop@acme.example"))).toMatchObject([
    { id: users.malik, firstname: "Malik" },
  ]);
  expect(records(await engage.rest("GET", "/users"))[0]).toMatchObject({ id: users.dana });
  expect(records(await engage.rest("GET", `/users?category_id=${categories.orders}`))).toHaveLength(5);
});

test("a folder's restriction is a hash with the key only, or a bad request", async () => {
  const engage = await testEngage();
  const folder = await created(
    engage,
    "/folders?label=Agents&query=categorized_in:abc&render_threads_count=true",
  );
  expect(folder).toMatchObject({
    query: "categorized_in:abc",
    render_threads_count: true,
    user_id: users.robin,
  });
  for (const bad of ["role_restriction=r1", "role_restriction[]=r1", "role_restriction[except][]=r1"])
    expect(await engage.rest("PUT", `/folders/${folder.id}?${bad}`)).toMatchObject(
      refused(400, "invalid_parameter"),
    );
  expect(await engage.rest("POST", "/folders?query=x")).toMatchObject(unprocessable);
  expect((await engage.rest("DELETE", `/folders/${folder.id}`)).body).toMatchObject({ id: folder.id });
  expect(await engage.rest("GET", `/folders/${folder.id}`)).toMatchObject(refused(404, "not_found"));
});
