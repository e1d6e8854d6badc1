import { expect, test } from "vitest";
import * as deeds from "./agent-deeds.ts";
import { runDue } from "./run-due.ts";
import { sdkSignature } from "./sdk-signature.ts";
import { chatInfo, engageDomain, goodSource, type SdkCall, sdkCalls } from "./test-domain.ts";

const token = "source-token";

/** Malik is engaged in a conversation; `answers` decides what the other side says to an action. */
async function conversation(
  answers: Record<string, (call: SdkCall) => unknown> = {},
  switches: Parameters<typeof engageDomain>[0] = {},
) {
  const domain = await engageDomain({ engageReplyRetrySeconds: 30, ...switches });
  const ours = await goodSource(token, answers);
  domain.connect(ours.url);
  await domain.sandbox.background.settled();
  const question = domain.write("m1");
  const thread = domain.thread(question.id);
  deeds.take(domain.sandbox, domain.malik, thread);
  const say = async (text: string) => {
    const deed = deeds.reply(domain.sandbox, domain.malik, thread, { text });
    if (!deed.ok) throw new Error(deed.reason);
    await domain.sandbox.background.settled();
    return domain.engage.contents.get(deed.content?.id ?? "");
  };
  const creates = () => sdkCalls(ours.calls).filter((call) => call.action === "messages.create");
  return { ...domain, ours, question, thread, say, creates };
}

test("a reply reaches the source at once, with our ids, and takes the id that is answered", async () => {
  const { say, creates, question } = await conversation();
  const content = await say("Good day & <welcome>");
  expect(creates()).toEqual([
    {
      action: "messages.create",
      params: {
        attachments: [],
        author_id: "agent-1",
        body: "Good day & <welcome>",
        content_id: content?.id,
        created_at: expect.stringMatching(/Z$/),
        format: "text",
        in_reply_to_id: question.foreignId,
        retry: false,
        sender_name: "Malik Diop",
        thread_id: "chat-1",
        title: null,
        updated_at: expect.any(String),
      },
      time: expect.any(String),
    },
  ]);
  expect(content).toMatchObject({
    synchronizationStatus: "success",
    foreignId: expect.stringMatching(/^ours-/),
  });
});

test("without messages.text the body is html", async () => {
  const { say, creates } = await conversation({
    "implementation.info": () => ({ ...chatInfo, options: ["view.messaging"] }),
  });
  await say("1 < 2 & 3\nnext\n\nlast");
  expect(creates()[0]?.params).toMatchObject({
    format: "html",
    body: "<p>1 &lt; 2 &amp; 3<br>next</p><p>last</p>",
  });
});

test.each(["ascii", "utf8", "escaped", "spaced"])(
  "written as %s, the bytes are signed as they are sent",
  async (style) => {
    const { say, ours } = await conversation({}, { engageJsonStyle: style });
    await say("Grüße 🎉 <&> 1.0");
    for (const call of ours.calls)
      expect(call.headers["x-smccsdk-signature"]).toBe(sdkSignature(call.bytes, token));
    const call = sdkCalls(ours.calls).find(({ action }) => action === "messages.create");
    expect(call?.params.body).toBe("Grüße 🎉 <&> 1.0");
  },
);

test("the shape that was captured in 2020 lacks content_id, retry and sender_name, and is html whatever is declared", async () => {
  const { say, creates } = await conversation(
    {},
    { engageReplyFields: "captured", engageReplyFormat: "html" },
  );
  await say("hey");
  expect(creates()[0]?.params).toEqual({
    author_id: "agent-1",
    body: "<p>hey</p>",
    created_at: expect.any(String),
    format: "html",
    in_reply_to_id: "m1",
    thread_id: "chat-1",
    title: null,
    updated_at: expect.any(String),
  });
});

test("when the next run is the first to bring replies, the end of the intervention is told before the last words", async () => {
  const { sandbox, malik, thread, advance, say, creates, engage } = await conversation(
    {},
    { engageSyncAfterReply: false },
  );
  const content = await say("Good bye");
  deeds.close(sandbox, malik, thread);
  expect(engage.webhookEvents.list().at(-1)?.type).toBe("intervention.closed");
  expect([creates().length, content?.synchronizationStatus]).toEqual([0, "export_pending"]);
  advance(61);
  runDue(sandbox);
  await sandbox.background.settled();
  expect(creates()).toHaveLength(1);
});

test("a source that implements no create is never sent a reply", async () => {
  const { say, creates } = await conversation({
    "implementation.info": () => ({ objects: { messages: ["reply"] }, options: [] }),
  });
  expect(await say("Hello")).toMatchObject({
    synchronizationStatus: "export_failure",
    synchronizationError: "the source does not implement messages.create",
  });
  expect(creates()).toEqual([]);
});

test("a failed reply is tried three times with the same content_id and then given up", async () => {
  const { sandbox, advance, engage, say, creates } = await conversation({
    "messages.create": () => ({ error: { fatal: false, message: "Unable to save message." } }),
  });
  const content = await say("Hello");
  for (let round = 0; round < 4; round += 1) {
    advance(31);
    runDue(sandbox);
    await sandbox.background.settled();
  }
  expect(creates().map((call) => [call.params.content_id, call.params.retry])).toEqual([
    [content?.id, false],
    [content?.id, true],
    [content?.id, true],
  ]);
  expect(engage.contents.get(content?.id ?? "")).toMatchObject({
    synchronizationStatus: "export_failure",
    synchronizationError: "Unable to save message.",
  });
});

test.each<[string, unknown, string]>([
  ["a fatal error is not tried again", { error: { fatal: true, message: "No." } }, "export_failure"],
  ["an answer without id is no success", { ok: true }, "export_pending"],
])("%s", async (_, said, status) => {
  const { say } = await conversation({ "messages.create": () => said });
  expect(await say("Hello")).toMatchObject({ synchronizationStatus: status, exportAttempts: 1 });
});

test("a later reply waits for an earlier one of its thread that is to be tried again", async () => {
  let isWell = false;
  const { sandbox, advance, say, creates } = await conversation({
    "messages.create": () => (isWell ? { id: crypto.randomUUID() } : { error: { fatal: false } }),
  });
  await say("one");
  await say("two");
  isWell = true;
  advance(31);
  runDue(sandbox);
  await sandbox.background.settled();
  expect(creates().map((call) => call.params.body)).toEqual(["one", "one", "two"]);
});

test("deleting asks the source for the id that it gave, up to three times", async () => {
  const { sandbox, malik, engage, say, ours } = await conversation({
    "messages.delete": () => ({ error: { fatal: false, message: "Not now" } }),
  });
  const content = await say("Hello");
  if (!content) throw new Error("No content");
  expect(deeds.remove(sandbox, malik, content)).toEqual({ ok: true });
  await sandbox.background.settled();
  const deletes = sdkCalls(ours.calls).filter((call) => call.action === "messages.delete");
  expect(deletes.map((call) => call.params)).toEqual(Array(3).fill({ id: content.foreignId }));
  expect(engage.contents.get(content.id)).toMatchObject({
    remotelyDeleted: false,
    synchronizationError: "messages.delete: Not now",
  });
});
