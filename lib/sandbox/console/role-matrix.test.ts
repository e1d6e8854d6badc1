import { expect, test } from "vitest";
import {
  addChannel,
  agentId,
  deskPath,
  inboundBody,
  receive,
  signInAs,
  staffChannel,
  testTenant,
} from "../test-tenant.ts";

test("the matrix gives and takes the permissions of every channel that it shows, and of no other", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await staffChannel(tenant, channelId);
  const sent = new URLSearchParams([
    ["shown", channelId],
    [`on ${channelId}`, "Send Replies"],
    [`on ${channelId}`, "Create Drafts"],
    [`on ${channelId}`, "Fly"],
  ]);
  const answer = await tenant.raw("/cxone/console/roles/3/matrix", {
    method: "POST",
    body: sent,
    redirect: "manual",
  });
  expect(answer.status).toBe(303);
  const words = String((await tenant.raw("/cxone/console/roles/3")).body);
  expect(words).toContain("Send Replies, Create Drafts</td>");
  expect(words).toMatch(/Acme website chat<\/td>\s*<td>Send Replies<\/td>/);
});

test("without Skills View nobody answers, however many replies the role may send", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await staffChannel(tenant, channelId);
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  await tenant.form(`${deskPath(row.id)}/accept`);
  await tenant.form("/cxone/console/roles/3/permissions", { Campaigns: "View" });
  const refused = await tenant.form(`${deskPath(row.id)}/reply`, { text: "Hello" });
  expect(refused.status).toBe(403);
  expect(String(refused.body)).toContain("You lack the permission Skills View");
  expect((await tenant.acd("GET", `/permissions/${agentId}`)).body).toMatchObject({
    permissions: expect.arrayContaining([expect.objectContaining({ Key: "Skills View", Value: "false" })]),
  });
  await tenant.control("POST", "/switches", { replyNeedsSkillsView: false });
  expect((await tenant.form(`${deskPath(row.id)}/reply`, { text: "Hello" })).status).toBe(303);
});

test("a role with Skills Create makes skills, and one with only Edit changes them", async () => {
  const tenant = await testTenant();
  const asAgent = await signInAs(tenant, agentId);
  const skill = {
    skillName: "Mine",
    mediaTypeId: 9,
    campaignId: 310001,
    serviceLevelThreshold: 30,
    serviceLevelGoal: 80,
    enableShortAbandon: false,
    shortAbandonThreshold: 15,
  };
  const both = async () => [
    (await asAgent("POST", "/skills", { skills: [skill] })).status,
    (await asAgent("PUT", "/skills/4606107", { skill: { notes: "x" } })).status,
  ];
  expect(await both()).toEqual([403, 403]);
  const permit = (...options: string[]) =>
    tenant.raw("/cxone/console/roles/3/permissions", {
      method: "POST",
      body: new URLSearchParams(options.map((option) => ["Skills", option])),
      redirect: "manual",
    });
  await permit("View", "Edit");
  expect(await both()).toEqual([403, 200]);
  await permit("View", "Create");
  expect(await both()).toEqual([200, 403]);
  expect((await tenant.form("/cxone/console/roles/1/permissions", {})).status).toBe(404);
});

test("a renamed folder takes its scripts along, and a channel keeps the old name", async () => {
  const tenant = await testTenant();
  await tenant.form("/cxone/console/studio/folders", { folder: "Digital", name: "Digital (old)" });
  const chat = await tenant.dfo("GET", "/channels");
  expect(chat.body).toContainEqual(
    expect.objectContaining({ name: "Acme website chat", studioScript: "Digital\\Default Digital Script" }),
  );
  expect((await tenant.acd("GET", "/scripts?scriptPath=Digital%5CDefault%20Digital%20Script")).status).toBe(
    404,
  );
  const moved = encodeURIComponent("Digital (old)\\Default Digital Script");
  expect((await tenant.acd("GET", `/scripts?scriptPath=${moved}`)).body).toMatchObject({
    header: { scriptName: "Digital (old)\\Default Digital Script" },
  });
});

test("tables of ten thousand rows are searched and turned", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/populate", { skills: 300, agents: 300, channels: 300 });
  for (const path of ["skills", "users", "employees", "points-of-contact", "roles/3", "roles/3/matrix"]) {
    const page = String((await tenant.raw(`/cxone/console/${path}?page=2`)).body);
    expect(page, path).toMatch(/of 3\d\d, page 2 of 4/);
    expect(String((await tenant.raw(`/cxone/console/${path}?query=zzz`)).body), path).toContain("0 of 3");
  }
});
