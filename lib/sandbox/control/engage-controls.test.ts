import { expect, onTestFinished, test, vi } from "vitest";
import { sdkSignature } from "../engage/sdk-signature.ts";
import { goodSource, receiver, sdkCalls } from "../engage/test-domain.ts";
import { startSandbox } from "../start-sandbox.ts";
import { engageIds } from "../state/engage-ids.ts";
import { engageControls } from "./engage-controls.ts";

type Credentials = { apiBaseUrl: string; apiToken: string; realtimeUrl: string; realtimeToken: string };

/** A running sandbox whose source and webhook lead to receivers, with Malik ready to answer as the persona. */
async function house(taskMode = false) {
  const sandbox = await startSandbox({ port: 0, dataDir: null });
  onTestFinished(() => sandbox.close());
  const controls = engageControls(sandbox.baseUrl);
  const { engage } = (await (await fetch(`${sandbox.baseUrl}/credentials.json`)).json()) as {
    engage: Credentials;
  };
  const ours = await goodSource(engage.realtimeToken);
  const hook = await receiver((call) => ({ body: call.url.searchParams.get("hub.challenge") ?? "" }));
  const push = async (action: string, params: object) => {
    const body = JSON.stringify({ action, params });
    const headers = { "X-SMCCSDK-SIGNATURE": sdkSignature(body, engage.realtimeToken) };
    const answer = await fetch(engage.realtimeUrl, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const now = new Date().toISOString();
  const user = (id: string, puppetizable = false) => ({
    id,
    screenname: id,
    created_at: now,
    updated_at: now,
    puppetizable,
  });
  const write = (id: string, thread = "chat-1") =>
    push("messages.create", {
      id,
      thread_id: thread,
      body: `Text of ${id}`,
      format: "text",
      actions: ["reply", "show"],
      created_at: now,
      author: user("visitor-1"),
    });
  await push("users.create", user("agent-1", true));
  const created = await fetch(
    `${engage.apiBaseUrl}/1.0/webhooks?access_token=${engage.apiToken}&active=true&url=${encodeURIComponent(hook.url)}&secret=s&registered_events[]=intervention.closed`,
    { method: "POST" },
  );
  expect(created.status).toBeLessThan(300);
  await controls.setUp({
    taskMode,
    source: { baseUri: ours.url },
    webhook: { url: hook.url, sourceStrategy: "none_except", sourceIds: [engageIds.sources.webchat] },
    agents: [{ id: engageIds.users.malik }],
    identities: [{ foreignId: "agent-1", agentIds: [engageIds.users.malik] }],
  });
  const closings = () =>
    hook.calls
      .filter((call) => call.method === "POST")
      .flatMap((call) => JSON.parse(call.bytes.toString()).events as Record<string, unknown>[]);
  return { controls, ours, hook, write, closings };
}

test("a conversation in folder mode: written, answered, closed, told to the webhook by the internal thread id", async () => {
  const { controls, ours, write, closings } = await house();
  await write("m1");
  const { threadId } = await controls.agent({ action: "reply", threadForeignId: "chat-1", text: "Good day" });
  await vi.waitFor(() => expect(sdkCalls(ours.calls).at(-1)?.action).toBe("messages.create"));
  await controls.agent({ action: "close", threadForeignId: "chat-1" });
  await vi.waitFor(() => expect(closings()).toHaveLength(1));
  expect(closings()[0]).toMatchObject({
    type: "intervention.closed",
    user_id: engageIds.users.malik,
    resource: { metadata: { thread_id: threadId, closed_at: null } },
  });
  expect((await controls.thread("chat-1")).events).toEqual([
    "content.imported",
    "intervention.opened",
    "content.replied",
    "content.exported",
    "intervention.closed",
  ]);
});

test("the same conversation in task mode has the events of the vendor's diagram", async () => {
  const { controls, write } = await house(true);
  await write("m1");
  await controls.agent({ action: "reply", threadForeignId: "chat-1", text: "Good day" });
  await vi.waitFor(async () =>
    expect((await controls.thread("chat-1")).contents.at(-1)?.synchronizationStatus).toBe("success"),
  );
  await controls.agent({ action: "close", threadForeignId: "chat-1" });
  expect((await controls.thread("chat-1")).events).toEqual([
    "content.imported",
    "task.created",
    "task.assigned",
    "task.taken",
    "intervention.opened",
    "content.replied",
    "content.exported",
    "intervention.closed",
    "task.completed",
  ]);
});

test("what is held goes out when it is released, and the last delivery again a hundred times at once", async () => {
  const { controls, write, closings } = await house();
  await controls.webhooks({ hold: true, closedAt: "time" });
  await write("m1");
  await controls.agent({ action: "reply", threadForeignId: "chat-1", text: "Good day" });
  await controls.agent({ action: "close", threadForeignId: "chat-1" });
  expect(closings()).toHaveLength(0);
  await controls.webhooks({ release: true });
  await vi.waitFor(() => expect(closings()).toHaveLength(1));
  expect(closings()[0]).toMatchObject({ resource: { metadata: { closed_at: expect.stringMatching(/Z$/) } } });
  const { statuses } = await controls.webhooks({ repeat: 100 });
  expect(statuses).toEqual(Array(100).fill(200));
  expect(new Set(closings().map((event) => event.id)).size).toBe(1);
});

test("queue updates, typing and any other action can be sent at will; refusals say why", async () => {
  const { controls, ours, write } = await house(true);
  await write("m1");
  await controls.queue({ threadForeignId: "chat-1", position: 3 });
  await controls.agent({ action: "type", threadForeignId: "chat-1" });
  expect(await controls.call("messages.show", { id: "m1" })).toMatchObject({ ok: true });
  await vi.waitFor(() =>
    expect(sdkCalls(ours.calls).map((call) => [call.action, call.params])).toEqual(
      expect.arrayContaining([
        ["messaging.queuing_update", { position: 3, thread_id: "chat-1", in_reply_to_id: "m1" }],
        ["typing.start", { thread_id: "chat-1", in_reply_to_id: "m1" }],
        ["messages.show", { id: "m1" }],
      ]),
    ),
  );
  expect((await controls.sync()).sources).toMatchObject([{ status: "ok" }]);
  await expect(controls.agent({ action: "close", threadForeignId: "none" })).rejects.toThrow("404");
  await expect(
    controls.agent({ action: "reply", threadForeignId: "chat-1", agentId: engageIds.users.hanna, text: "x" }),
  ).rejects.toThrow("Hanna lacks read on the source");
  await controls.setUp({ taskMode: false });
  await expect(controls.queue({ threadForeignId: "chat-1", position: 1 })).rejects.toThrow("task mode");
});
