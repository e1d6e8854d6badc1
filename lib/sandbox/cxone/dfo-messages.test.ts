import { expect, test } from "vitest";
import {
  addChannel,
  agentId,
  deskPath,
  inboundBody,
  receive,
  staffChannel,
  testTenant,
} from "../test-tenant.ts";

const nowhere = "http://127.0.0.1:9";

test("a message creates thread, customer and case; the next one joins it", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const first = await tenant.dfo("POST", `/channels/${channelId}/messages`, {
    ...inboundBody("m1", "Hello"),
    attachments: [{ friendlyName: "a.png", url: "https://files.example/a.png" }],
    contact: { customFields: [{ ident: "tier", value: "gold" }] },
  });
  expect(first).toMatchObject({
    status: 200,
    body: {
      consumerContact: {
        channelId,
        status: "new",
        threadIdOnExternalPlatform: "thread-1",
        customFields: [{ ident: "tier", value: "gold" }],
      },
      message: {
        idOnExternalPlatform: "m1",
        direction: "inbound",
        messageContent: { payload: { text: "Hello" } },
        attachments: [{ friendlyName: "a.png" }],
      },
    },
  });
  const row = await receive(tenant, channelId, inboundBody("m2", "Again"));
  const other = await receive(tenant, channelId, inboundBody("m3", "Other", "thread-2"));
  expect(row.id).toBe((first.body as { consumerContact: { id: string } }).consumerContact.id);
  expect(other.id).not.toBe(row.id);
  expect((await tenant.dfo("GET", `/contacts/${row.id}/messages`)).body).toMatchObject({
    hits: 2,
    data: [{ idOnExternalPlatform: "m1" }, { idOnExternalPlatform: "m2" }],
  });
});

test("the same message id twice is one message, or a conflict when the switch says so", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const post = () => tenant.dfo("POST", `/channels/${channelId}/messages`, inboundBody("m1", "Hello"));
  const ids = [await post(), await post()].map(
    (answer) => (answer.body as { message: { id: string } }).message.id,
  );
  expect(ids[0]).toBe(ids[1]);
  expect(
    (await tenant.dfo("GET", "/messages?idOnExternalPlatform[]=m1&idOnExternalPlatform[]=m9")).body,
  ).toMatchObject({ hits: 1 });
  await tenant.control("POST", "/switches", { duplicateMessage: "conflict" });
  expect((await post()).status).toBe(409);
});

test.each([
  ["idOnExternalPlatform", { idOnExternalPlatform: "" }],
  ["direction", { direction: "sideways" }],
  ["createdAtWithMilliseconds", { createdAtWithMilliseconds: "yesterday" }],
  ["thread.idOnExternalPlatform", { thread: {} }],
  ["messageContent.type", { messageContent: { type: "SONG", payload: {} } }],
  ["messageContent.payload.text", { messageContent: { type: "TEXT", payload: {} } }],
  ["authorEndUserIdentity.idOnExternalPlatform", { authorEndUserIdentity: {} }],
  ["attachments", { attachments: [{ url: "x" }] }],
])("a message with a bad %s is refused and names it", async (field, change) => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const answer = await tenant.dfo("POST", `/channels/${channelId}/messages`, {
    ...inboundBody("m1", "x"),
    ...change,
  });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test("a message to a channel that does not exist is not found", async () => {
  const tenant = await testTenant();
  expect((await tenant.dfo("POST", "/channels/none/messages", inboundBody("m1", "x"))).status).toBe(404);
});

test("the simplified inbound call creates a case too", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const answer = await tenant.dfo("POST", `/channels/${channelId}/inbound`, {
    messageContent: { type: "TEXT", payload: { text: "Hi" } },
    authorCustomerIdentity: { idOnExternalPlatform: "v1" },
  });
  expect(answer.body).toMatchObject({ contact: { status: "new", threadIdOnExternalPlatform: "v1" } });
});

test("without a default skill a case is in no queue and only Search finds it", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  expect(row.routingQueueId).toBeNull();
  await staffChannel(tenant, channelId);
  const live = async () =>
    (await tenant.raw(`/cxone/console/agent/${agentId}/live`)).body as { queue: string };
  expect((await live()).queue).toContain("Nobody is waiting");
  expect(String((await tenant.raw(`/cxone/console/agent/${agentId}?query=Kim`)).body)).toContain(
    `data-case-id="${row.id}"`,
  );
  const queued = await receive(tenant, channelId, inboundBody("m2", "Hello", "thread-2"));
  expect(queued.routingQueueId).toBe("4606107");
  expect((await live()).queue).toContain(`data-case-id="${queued.id}"`);
});

test("a closed case stays closed: the next message opens a new one, while a resolved case opens again", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const first = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  expect(
    (await tenant.dfo("PUT", `/contacts/${first.id}/status`, { status: "resolved" })).body,
  ).toMatchObject({ status: "resolved" });
  expect(await receive(tenant, channelId, inboundBody("m2", "Still here"))).toMatchObject({
    id: first.id,
    status: "open",
  });
  await tenant.dfo("PUT", `/contacts/${first.id}/status`, { status: "closed" });
  expect((await receive(tenant, channelId, inboundBody("m3", "Back"))).id).not.toBe(first.id);
  expect((await tenant.dfo("PUT", `/contacts/${first.id}/status`, { status: "gone" })).status).toBe(400);
});

test("delivery states of a message and typing are taken; seen is not taken back", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  const status = (body: unknown, id = "m1") =>
    tenant.dfo("PUT", `/channels/${channelId}/messages/${id}/status`, body);
  const updatedAt = "2026-03-01T10:00:01Z";
  expect((await status({ status: "seen", updatedAt })).status).toBe(204);
  expect((await status({ status: "delivered", updatedAt })).status).toBe(204);
  expect((await tenant.dfo("GET", "/messages?idOnExternalPlatform[]=m1")).body).toMatchObject({
    data: [{ customerStatistics: { seenAt: updatedAt } }],
  });
  expect((await status({ status: "lost", updatedAt })).status).toBe(400);
  expect((await status({ status: "seen", updatedAt }, "m9")).status).toBe(404);
  const typing = await tenant.dfo("POST", `/channels/${channelId}/threads/thread-1/sender-actions`, {
    action: "isTypingOn",
  });
  expect(typing.status).toBe(204);
  expect(String((await tenant.raw(deskPath(row.id))).body)).toContain("is typing");
});

test("cases are listed newest first, filtered and scrolled", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  for (let at = 0; at < 30; at += 1) await receive(tenant, channelId, inboundBody(`m${at}`, "x", `t${at}`));
  type List = { hits: number; data: { threadIdOnExternalPlatform: string }[]; scrollToken?: string };
  const first = (await tenant.dfo("GET", `/contacts?channel[]=${channelId}&status[]=new`)).body as List;
  expect([first.hits, first.data.length, first.data[0]?.threadIdOnExternalPlatform]).toEqual([30, 25, "t29"]);
  const rest = (await tenant.dfo("GET", `/contacts?channel[]=${channelId}&scrollToken=${first.scrollToken}`))
    .body as List;
  expect(rest.data).toHaveLength(5);
  expect((await tenant.dfo("GET", `/contacts?channel[]=${channelId}&status[]=closed`)).body).toMatchObject({
    hits: 0,
  });
});

test("the detail of a case tells what the caller's role may do on the channel", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  const permissions = async () => (await tenant.dfo("GET", `/contacts/${row.id}/detail`)).body;
  expect(await permissions()).toMatchObject({ permissions: { canReply: false, canAssign: false } });
  await tenant.form(`/cxone/console/roles/1/channels/${channelId}`, { permission: "all" });
  expect(await permissions()).toMatchObject({ permissions: { canReply: true, canAssign: true } });
});

test("custom fields and queue of a case can be changed", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  const { id } = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  expect(
    (await tenant.dfo("PUT", `/contacts/${id}/custom-fields`, [{ ident: "a", value: "1" }])).status,
  ).toBe(204);
  expect((await tenant.dfo("PUT", `/contacts/${id}/routing-queue`, { skillId: 4606106 })).body).toMatchObject(
    { routingQueueId: "4606106", customFields: [{ ident: "a", value: "1" }] },
  );
  expect((await tenant.dfo("PUT", `/contacts/${id}/routing-queue`, { skillId: 1 })).status).toBe(400);
  expect((await tenant.dfo("GET", "/routing-queues?nameContains=website")).body).toMatchObject([
    { id: "4606106" },
  ]);
});

test("a default skill without a Studio script queues nothing, unless the switch says it may", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, nowhere);
  await staffChannel(tenant, channelId, "");
  expect((await receive(tenant, channelId, inboundBody("m1", "Hello"))).routingQueueId).toBeNull();
  await staffChannel(tenant, channelId, "Digital\\Renamed");
  expect((await receive(tenant, channelId, inboundBody("m2", "Hello", "t2"))).routingQueueId).toBeNull();
  await staffChannel(tenant, channelId, "Default Digital Script");
  expect((await receive(tenant, channelId, inboundBody("m3", "Hello", "t3"))).routingQueueId).toBe("4606107");
  await staffChannel(tenant, channelId, "");
  await tenant.control("POST", "/switches", { routingNeedsScript: false });
  expect((await receive(tenant, channelId, inboundBody("m4", "Hello", "t4"))).routingQueueId).toBe("4606107");
});
