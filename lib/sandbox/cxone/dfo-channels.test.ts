import { expect, test } from "vitest";
import { addChannel, channelBody, digitalSkillId, seeded, testTenant } from "../test-tenant.ts";

test("creating the same id again changes the channel instead of adding one", async () => {
  const tenant = await testTenant();
  const { integrationId, channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  const again = await tenant.dfo("POST", "/channels", {
    ...channelBody(integrationId, channelId),
    name: "Renamed",
    hasReply: true,
  });
  expect(again).toMatchObject({ status: 200, body: { id: channelId, name: "Renamed" } });
  const listed = await tenant.dfo("GET", `/channels?id[]=${channelId}`);
  expect(listed.body).toEqual([
    expect.objectContaining({
      id: channelId,
      name: "Renamed",
      hasReply: true,
      channelIntegrationId: integrationId,
    }),
  ]);
  expect((await tenant.dfo("GET", "/channels")).body).toHaveLength(seeded.channels + 1);
});

test("every missing required field has its own error", async () => {
  const tenant = await testTenant();
  const answer = await tenant.dfo("POST", "/channels", {
    realExternalPlatformId: "carrier-pigeon",
    hasReply: "yes",
  });
  expect(answer.status).toBe(400);
  const { errors } = answer.body as { errors: { field: string }[] };
  expect(errors.map((error) => error.field).sort()).toEqual(
    [
      "channelIntegrationId",
      "hasReply",
      "hasTreeStructure",
      "id",
      "idOnExternalPlatform",
      "isPrivate",
      "name",
      "realExternalPlatformId",
    ].sort(),
  );
});

test("an Integration ID that does not exist is refused", async () => {
  const tenant = await testTenant();
  const answer = await tenant.dfo("POST", "/channels", channelBody(crypto.randomUUID(), "c1"));
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: [{ field: "channelIntegrationId" }], uid: expect.any(String) },
  });
});

test("a second channel of one integration with the same external id is refused", async () => {
  const tenant = await testTenant();
  const { integrationId } = await addChannel(tenant, "http://127.0.0.1:9", { id: "c1" });
  const twin = { ...channelBody(integrationId, "c2"), idOnExternalPlatform: "external-c1" };
  expect((await tenant.dfo("POST", "/channels", twin)).status).toBe(409);
});

test("the default skill in a create call is ignored unless the switch says otherwise, and shows on reads", async () => {
  const tenant = await testTenant();
  const { integrationId, channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  const body = { ...channelBody(integrationId, channelId), defaultSkillId: digitalSkillId };
  expect((await tenant.dfo("POST", "/channels", body)).body).not.toHaveProperty("defaultSkillId");
  await tenant.form(`/cxone/console/points-of-contact/${channelId}`, {
    defaultSkillId: "4606106",
    studioScript: "",
  });
  expect((await tenant.dfo("GET", `/channels?id[]=${channelId}`)).body).toMatchObject([
    { defaultSkillId: 4606106 },
  ]);
  // Changing the channel by API does not take back what a person has set.
  await tenant.dfo("POST", "/channels", body);
  expect((await tenant.dfo("GET", `/channels?id[]=${channelId}`)).body).toMatchObject([
    { defaultSkillId: 4606106 },
  ]);
  await tenant.control("POST", "/switches", { channelCreateAcceptsDefaultSkill: true });
  expect((await tenant.dfo("POST", "/channels", body)).body).toMatchObject({
    defaultSkillId: digitalSkillId,
  });
});

test("a deleted channel is gone from lists and roles; deleting it again is not found", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await tenant.form(`/cxone/console/roles/3/channels/${channelId}`, { permission: "all" });
  expect((await tenant.dfo("DELETE", `/channels/${channelId}`)).status).toBe(204);
  expect((await tenant.dfo("DELETE", `/channels/${channelId}`)).status).toBe(404);
  expect((await tenant.dfo("GET", "/channels")).body).toHaveLength(seeded.channels);
  expect(String((await tenant.raw("/cxone/console/roles/3")).body)).not.toContain(channelId);
});

test("lists are cut by size and page, and a new channel may lag", async () => {
  const tenant = await testTenant();
  const { integrationId } = await addChannel(tenant, "http://127.0.0.1:9", { id: "b" });
  await tenant.dfo("POST", "/channels", channelBody(integrationId, "a"));
  const ids = async (query: string) =>
    ((await tenant.dfo("GET", `/channels${query}`)).body as { id: string }[]).map((row) => row.id);
  expect(await ids("?size=2&page=1&orderBy=id")).toEqual(["a", "apple-business-chat_acme-messages"]);
  expect((await ids("?size=2&page=2&orderBy=id"))[0]).toBe("b");
  await tenant.control("POST", "/switches", { channelListPageSize: 1, channelListLagSeconds: 30 });
  await tenant.dfo("POST", "/channels", channelBody(integrationId, "0-new"));
  expect(await ids("")).not.toContain("0-new");
  await tenant.control("POST", "/clock", { advanceSeconds: 31 });
  expect(await ids("")).toEqual(["0-new"]);
});
