import { expect, test, vi } from "vitest";
import {
  addChannel,
  deskPath,
  goodMiddleware,
  inboundBody,
  receive,
  staffChannel,
  type TestTenant,
  testMiddleware,
  testTenant,
} from "../test-tenant.ts";

/** A case that the agent has, on a channel of the given middleware. */
async function openConversation(tenant: TestTenant, boxUrl: string, toggle = false) {
  const { channelId } = await addChannel(tenant, boxUrl, { toggle });
  await staffChannel(tenant, channelId);
  const row = await receive(tenant, channelId, inboundBody("m1", "I need a person"));
  await tenant.form(`${deskPath(row.id)}/accept`);
  return {
    channelId,
    row,
    reply: (text: string, more = {}) => tenant.form(`${deskPath(row.id)}/reply`, { text, ...more }),
  };
}

async function deskText(tenant: TestTenant, caseId: string): Promise<string> {
  return String((await tenant.raw(deskPath(caseId))).body);
}

test("a reply goes out without a token, then the token is fetched as JSON, then it goes out again with it", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  const { row, reply } = await openConversation(tenant, box.url);
  await reply("Hello Kim");
  await vi.waitFor(async () => expect(await deskText(tenant, row.id)).toContain('data-delivery="sent"'));
  expect(box.seen.map((call) => [call.method, call.path, call.headers.authorization])).toEqual([
    ["POST", "/1.0/posts/thread-1/messages", undefined],
    ["POST", "/auth/token", undefined],
    ["POST", "/1.0/posts/thread-1/messages", "Bearer good"],
  ]);
  expect(box.seen[1]?.headers["content-type"]).toBe("application/json");
  expect(box.seen[1]?.body).toEqual({
    client_id: "box-client",
    client_secret: "box-secret",
    grant_type: "client_credentials",
  });
  expect(box.seen[2]?.body).toMatchObject({
    thread: { idOnExternalPlatform: "thread-1" },
    messageContent: { type: "TEXT", payload: { text: "Hello Kim" } },
    endUserRecipients: [
      { idOnExternalPlatform: "visitor-1", name: "Kim Lee", isPrimary: true, isPrivate: true },
    ],
    replyToMessage: { idOnExternalPlatform: "m1" },
    attachments: [],
    authorUser: {
      firstName: "Jonas",
      surname: "Weber",
      nickname: "Jonas",
      imageUrl: expect.stringContaining("30103"),
    },
  });
  expect((await tenant.dfo("GET", "/messages?idOnExternalPlatform[]=reply-1")).body).toMatchObject({
    hits: 1,
    data: [{ direction: "outbound" }],
  });
});

test("the token is kept for as long as it said, by the tenant's clock, and then fetched again", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware(60);
  const { reply } = await openConversation(tenant, box.url);
  await reply("one");
  await reply("two");
  await vi.waitFor(() => expect(box.seen).toHaveLength(4));
  expect(box.seen[3]?.headers.authorization).toBe("Bearer good");
  await tenant.control("POST", "/clock", { advanceSeconds: 61 });
  await reply("three");
  await vi.waitFor(() => expect(box.seen).toHaveLength(7));
  expect(box.seen.slice(4).map((call) => call.path)).toEqual([
    "/1.0/posts/thread-1/messages",
    "/auth/token",
    "/1.0/posts/thread-1/messages",
  ]);
});

test("with the toggle on, replies go to the 2.0 endpoint of the channel and their answer has the other shape", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  const { channelId, row, reply } = await openConversation(tenant, box.url, true);
  await reply("Hello", { attachmentUrl: "https://files.example/offer.pdf", attachmentName: "Offer" });
  await vi.waitFor(async () => expect(await deskText(tenant, row.id)).toContain('data-delivery="sent"'));
  expect(box.seen.map((call) => call.path)).toEqual([
    `/2.0/channel/${channelId}/outbound`,
    "/auth/token",
    `/2.0/channel/${channelId}/outbound`,
  ]);
  expect(box.seen[2]?.body).toMatchObject({
    attachments: [{ friendlyName: "Offer", url: "https://files.example/offer.pdf" }],
  });
});

test("an unusable token instead of none, and no agent, when the switches say so", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", {
    firstReplyAuthorization: "unusable",
    replyIncludesAgent: false,
    postsIdIs: "lastMessage",
  });
  const box = await goodMiddleware();
  const { reply } = await openConversation(tenant, box.url);
  await reply("Hello");
  await vi.waitFor(() => expect(box.seen).toHaveLength(3));
  expect(box.seen[0]?.headers.authorization).toMatch(/^Bearer (?!good)/);
  expect(box.seen[2]?.path).toBe("/1.0/posts/m1/messages");
  expect(box.seen[2]?.body).not.toHaveProperty("authorUser");
});

test.each([
  ["another success than 200", { status: 202, body: {} }, "answered 202, 200 was expected"],
  ["200 without the message id", { status: 200, body: {} }, "without idOnExternalPlatform"],
  ["500", { status: 500 }, "answered 500, 200 was expected"],
])("%s fails the reply at the desk, and Retry sends it again", async (_what, badAnswer, words) => {
  const tenant = await testTenant();
  let broken = true;
  const box = await testMiddleware(() =>
    broken ? badAnswer : { status: 200, body: { idOnExternalPlatform: "r1" } },
  );
  const { row, reply } = await openConversation(tenant, box.url);
  await reply("Hello");
  await vi.waitFor(async () => expect(await deskText(tenant, row.id)).toContain(words));
  expect(box.seen).toHaveLength(1);
  broken = false;
  const messageId = /data-message-id="([^"]+)" data-delivery="failed"/.exec(
    await deskText(tenant, row.id),
  )?.[1];
  await tenant.form(`${deskPath(row.id)}/messages/${messageId}/retry`);
  await vi.waitFor(async () => expect(await deskText(tenant, row.id)).toContain('data-delivery="sent"'));
});

test.each([
  ["a refused client", { status: 401, body: { error: "invalid_client" } }, "Authorization URL answered 401"],
  ["no access_token", { status: 200, body: { token_type: "Bearer" } }, "without an access_token"],
])("a token call with %s fails the reply", async (_what, tokenAnswer, words) => {
  const tenant = await testTenant();
  const box = await testMiddleware(({ path }) => (path === "/auth/token" ? tokenAnswer : { status: 401 }));
  const { row, reply } = await openConversation(tenant, box.url);
  await reply("Hello");
  await vi.waitFor(async () => expect(await deskText(tenant, row.id)).toContain(words));
});

test("a box that is slow or away fails the reply; retries happen as often as the switch says", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { replyTimeoutSeconds: 0.2, replyRetries: 1 });
  const box = await testMiddleware(() => ({ status: 200, delayMs: 1500 }));
  const { row, reply } = await openConversation(tenant, box.url);
  await reply("Hello");
  await vi.waitFor(async () => expect(await deskText(tenant, row.id)).toContain('data-delivery="failed"'), {
    timeout: 10_000,
  });
  expect(await deskText(tenant, row.id)).toContain("no answer within 0.2 seconds");
  expect(box.seen).toHaveLength(2);
});

test("replies of one conversation keep their order even when the first is slow", async () => {
  const tenant = await testTenant();
  let ids = 0;
  const box = await testMiddleware(({ body }) => {
    ids += 1;
    const text = (body.messageContent as { payload: { text: string } }).payload.text;
    return { status: 200, body: { idOnExternalPlatform: `r${ids}` }, delayMs: text === "first" ? 150 : 0 };
  });
  const { reply } = await openConversation(tenant, box.url);
  await reply("first");
  await reply("second");
  await vi.waitFor(() => expect(box.seen).toHaveLength(2));
  expect(
    box.seen.map((call) => (call.body.messageContent as { payload: { text: string } }).payload.text),
  ).toEqual(["first", "second"]);
});

test("outbound calls are on the record without their secrets", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  const { reply } = await openConversation(tenant, box.url);
  await reply("Hello");
  await vi.waitFor(() => expect(box.seen).toHaveLength(3));
  await vi.waitFor(async () => {
    const { body } = await tenant.control("GET", "/requests?system=cxone-outbound");
    expect(body).toMatchObject({
      requests: [
        { status: 401 },
        { path: "/auth/token", status: 200, body: { client_secret: "[redacted]" } },
        { status: 200, headers: { authorization: "Bearer [redacted]" } },
      ],
    });
  });
});

test("without Send Replies the agent is told so and nothing is sent", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  const { channelId, row, reply } = await openConversation(tenant, box.url);
  await tenant.form(`/cxone/console/roles/3/channels/${channelId}`);
  const refused = await reply("Hello");
  expect(refused.status).toBe(403);
  expect(String(refused.body)).toContain("You lack the permission Send Replies");
  expect(String(refused.body)).toContain("Hello</textarea>");
  expect(await deskText(tenant, row.id)).not.toContain('class="outbound"');
  expect(box.seen).toEqual([]);
});

test("a case outside the queue needs the permission to assign", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  expect((await tenant.form(`${deskPath(row.id)}/accept`)).status).toBe(403);
  await tenant.form(`/cxone/console/roles/3/channels/${channelId}`, {
    permission: "Assign / Reassign Conversations",
  });
  expect((await tenant.form(`${deskPath(row.id)}/accept`)).status).toBe(303);
  expect((await tenant.form(`/cxone/console/agent/30104/cases/${row.id}/accept`)).status).toBe(403);
});

test("a script's message before the agent reaches the box and names no agent", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { scriptMessageBeforeAgent: "An agent will be with you soon" });
  const box = await goodMiddleware();
  const { channelId } = await addChannel(tenant, box.url, { script: "Digital\\Default Digital Script" });
  await receive(tenant, channelId, inboundBody("m1", "Hello"));
  await vi.waitFor(() => expect(box.seen).toHaveLength(3));
  expect(box.seen[2]?.body).toMatchObject({
    messageContent: { payload: { text: "An agent will be with you soon" } },
  });
  expect(box.seen[2]?.body).not.toHaveProperty("authorUser");
});

test("an outbound message by API goes to the box like a reply, if the caller's role may send replies", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  const { channelId } = await addChannel(tenant, box.url);
  await receive(tenant, channelId, inboundBody("m1", "Hello"));
  const send = () =>
    tenant.dfo("POST", `/channels/${channelId}/outbound`, {
      thread: { idOnExternalPlatform: "thread-1" },
      messageContent: { type: "TEXT", payload: { text: "By API" } },
      recipients: [],
    });
  expect((await send()).status).toBe(403);
  await tenant.form(`/cxone/console/roles/1/channels/${channelId}`, { permission: "Send Replies" });
  expect(await send()).toMatchObject({ status: 200, body: { message: { direction: "outbound" } } });
  await vi.waitFor(() => expect(box.seen).toHaveLength(3));
});
