import { describe, expect, it } from "vitest";
import { verifySignature } from "./sign.ts";
import {
  agentMessage,
  createdAnswer,
  failedAnswer,
  implementationInfo,
  kindOf,
  listParams,
  queuingUpdate,
  sdkRequest,
  signedAnswer,
  typing,
} from "./source-sdk.ts";

describe("an agent's message", () => {
  it("is read as today's Engage sends it", () => {
    const { action, params } = sdkRequest.parse({
      action: "messages.create",
      params: {
        author_id: "agent-p1",
        body: "Hello",
        content_id: "5e5d523a7133686cc52b7e61",
        created_at: "2026-11-21T10:00:00Z",
        format: "text",
        in_reply_to_id: "m1",
        thread_id: "conv_1",
        sender_name: "Jane from RingCentral",
        retry: true,
        attachments: [{ url: "https://files.example/a.png", type: "image", filename: "a.png" }],
        title: null,
      },
      time: "2026-11-21T10:00:01Z",
    });
    expect(kindOf(action)).toBe("message");
    expect(agentMessage.parse(params)).toMatchObject({
      authorId: "agent-p1",
      contentId: "5e5d523a7133686cc52b7e61",
      isHtml: false,
      threadId: "conv_1",
      senderName: "Jane from RingCentral",
      retry: true,
      attachments: [{ url: "https://files.example/a.png", type: "image", name: "a.png" }],
    });
  });

  it("is read as it was captured in 2020, without content id, retry and sender", () => {
    const parsed = agentMessage.parse({
      author_id: "33b3371d",
      body: "<p>hey</p>",
      created_at: "2020-03-02T10:50:14Z",
      format: "html",
      in_reply_to_id: "40165020-5c73",
      thread_id: "360086a0|livechat",
      title: null,
      updated_at: "2020-03-02T10:50:14Z",
    });
    expect(parsed).toMatchObject({
      contentId: null,
      isHtml: true,
      retry: false,
      senderName: "",
      attachments: [],
    });
  });

  it("may have times in milliseconds, ids as numbers and no body", () => {
    expect(agentMessage.parse({ content_id: 7, thread_id: 42, created_at: 0 })).toMatchObject({
      contentId: "7",
      threadId: "42",
      createdAt: "1970-01-01T00:00:00.000Z",
      body: "",
      isHtml: true,
    });
  });
});

describe("other actions", () => {
  it.each([
    ["implementation.info", "info"],
    ["messages.list", "list"],
    ["threads.show", "show"],
    ["messages.create", "message"],
    ["private_messages.create", "message"],
    ["messages.delete", "delete"],
    ["messages.destroy", "delete"],
    ["messages.unpublish", "publish"],
    ["messaging.queuing_update", "queue"],
    ["typing.start", "typing-start"],
    ["typing.stop", "typing-stop"],
    ["threads.create", "unknown"],
    ["messages.reply", "unknown"],
    ["surveys.list", "unknown"],
  ] as const)("%s", (action, kind) => expect(kindOf(action)).toBe(kind));

  it("reads a place in the queue, whole or in part", () => {
    expect(
      queuingUpdate.parse({ estimated_wait_time: 30, position: 1, thread_id: "1", in_reply_to_id: "10" }),
    ).toEqual({ estimatedWaitSeconds: 30, position: 1, threadId: "1", inReplyToId: "10" });
    expect(queuingUpdate.parse({ position: "2", estimated_wait_time: null })).toMatchObject({
      estimatedWaitSeconds: null,
      position: 2,
    });
  });

  it("reads requests without params, typing by either id, and the first list", () => {
    expect(sdkRequest.parse({ action: "implementation.info", time: "2012-10-01T17:18:40Z" }).params).toEqual(
      {},
    );
    expect(typing.parse({ thread_id: "conv_1" })).toEqual({ threadId: "conv_1", inReplyToId: null });
    expect(listParams.parse({})).toEqual({ sinceId: null });
    expect(sdkRequest.safeParse({ action: "no dot" }).success).toBe(false);
    expect(sdkRequest.safeParse({ params: {} }).success).toBe(false);
    expect(sdkRequest.safeParse([]).success).toBe(false);
  });
});

describe("answers", () => {
  it("declare queue updates only where they are wanted", () => {
    expect(implementationInfo({ queueUpdates: true }).options).toContain("messaging.queuing_update");
    expect(implementationInfo({ queueUpdates: false }).options).not.toContain("messaging.queuing_update");
    expect(implementationInfo({ queueUpdates: false })).toMatchObject({
      objects: { messages: expect.arrayContaining(["create", "reply"]), threads: expect.any(Array) },
      options: expect.arrayContaining(["view.messaging", "messages.text", "threads.no_content"]),
    });
  });

  it("are signed over their own bytes", () => {
    const answer = signedAnswer({ ...createdAnswer("a1"), note: "Grüße" }, "token");
    expect(answer.body.toString()).toBe('{"id":"a1","note":"Grüße"}');
    expect(verifySignature(answer.body, answer.headers["x-smccsdk-signature"], "token")).toBe(true);
    expect(signedAnswer([], "token").body.toString()).toBe("[]");
    expect(signedAnswer(failedAnswer("no", true), "token", 422)).toMatchObject({ status: 422 });
  });
});
