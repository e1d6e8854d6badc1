import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, hang, json, reset } from "#lib/http/start-test-server.ts";
import { explainEngageError } from "./explain-engage-error.ts";
import { probeRealtime, sendToRealtime } from "./realtime.ts";
import {
  createMessage,
  createThread,
  createUser,
  MAX_BODY_CHARS,
  markAsRead,
  type RealtimeCall,
  type RealtimeMessage,
  splitBody,
  startTyping,
  stopTyping,
} from "./realtime-messages.ts";
import { verifySignature } from "./sign.ts";
import { engageFailure, idOf, startTestAccount, type TestAccount } from "./start-test-account.ts";

const TOKEN = "56e79ea426735090665b1c107c757d6d";
const AT = new Date("2026-11-21T10:00:00.123Z");

let account: TestAccount;

beforeEach(async () => {
  account = await startTestAccount();
});
afterEach(() => account.close());

const words = (status: number, text: string): Behaviour => {
  return (response) => {
    response.writeHead(status, { "content-type": "text/html" });
    response.end(text);
  };
};
const send = (call: RealtimeCall, more: { timeoutMs?: number } = {}): Promise<void> =>
  sendToRealtime({
    realtimeUrl: `${account.server.baseUrl}/realtime/sdk/${idOf("d")}`,
    realtimeToken: TOKEN,
    send: account.http.send,
    ...more,
    ...call,
  });
const message: RealtimeMessage = {
  id: "m1",
  threadId: "conv_1",
  body: "Grüße <b>&</b> 😀 1.0 \ud83d",
  createdAt: AT,
  author: { id: "visitor-conv_1", screenname: "Ada", puppetizable: false, contextData: { order_no: 7 } },
  contextData: { lang: "de", "größe 2": ["a", "b"] },
};

describe("what goes out", () => {
  it("is compact JSON, signed over exactly its bytes", async () => {
    account.server.answer(words(200, "ok"));
    await send(createMessage(message));
    const [request] = account.server.requests;
    expect(request?.path).toBe(`/realtime/sdk/${idOf("d")}`);
    expect(verifySignature(request?.body ?? "", String(request?.headers["x-smccsdk-signature"]), TOKEN)).toBe(
      true,
    );
    expect(request?.body).toMatch(/^\{"action":"messages.create","params":\{"id":"m1","thread_id":"conv_1",/);
    expect(JSON.parse(request?.body ?? "")).toEqual({
      action: "messages.create",
      params: {
        id: "m1",
        thread_id: "conv_1",
        author: {
          id: "visitor-conv_1",
          screenname: "Ada",
          puppetizable: false,
          context_data: { "order-no": "7" },
          created_at: "2026-11-21T10:00:00Z",
          updated_at: "2026-11-21T10:00:00Z",
        },
        body: "Grüße <b>&</b> 😀 1.0 \ud83d",
        format: "text",
        actions: ["show", "reply"],
        context_data: { lang: "de", "grosse-two": ["a", "b"] },
        created_at: "2026-11-21T10:00:00Z",
        updated_at: "2026-11-21T10:00:00Z",
      },
    });
  });

  it("leaves neither the token nor the visitor's words in the log", async () => {
    account.server.answer(words(200, "ok"));
    await send(createMessage({ ...message, body: "my card is 4111" }));
    const logged = JSON.stringify(account.rows);
    expect(logged).not.toContain(TOKEN);
    expect(logged).not.toContain("4111");
    expect(account.rows[0]?.operation).toBe("engage.realtime.messages.create");
  });

  it("says who may be written as, and what was read or typed", () => {
    const bot = createUser({ id: "bot-p1", screenname: "Bot", puppetizable: true, lastname: "" }, AT);
    expect(bot.params).toEqual({
      id: "bot-p1",
      screenname: "Bot",
      puppetizable: true,
      created_at: "2026-11-21T10:00:00Z",
      updated_at: "2026-11-21T10:00:00Z",
    });
    expect(createThread({ id: "conv_1", title: "Chat" }).params).toMatchObject({
      id: "conv_1",
      title: "Chat",
    });
    expect(markAsRead("a1")).toEqual({ action: "status.mark_as_read", params: { id: "a1" } });
    expect(startTyping("conv_1").params).toEqual({ thread_id: "conv_1", preview: "…" });
    expect(stopTyping("conv_1").params).toEqual({ thread_id: "conv_1" });
  });
});

describe("what Engage says", () => {
  it.each([
    [422, "Invalid signature", "wrong_realtime_token"],
    [422, "Source not found", "unknown_source"],
    [404, "Not found", "unknown_source"],
    [400, "Bad request", "bad_message"],
    [400, "Invalid request format", "bad_message"],
    [422, "Invalid action", "bad_message"],
    [422, "Invalid resource format", "bad_message"],
    [413, "Invalid request size (max: 20971520 bytes)", "message_too_large"],
    [422, "Source doesn't support structured contents", "no_structured_content"],
    [422, "Type is required for structured contents", "no_structured_content"],
    [422, "The author must be puppetizable", "author_not_controlled"],
    [500, "", "server_error"],
    [200, "<html><body>Sign in</body></html>", "html_answer"],
    [403, "<!doctype html><p>Blocked by proxy", "html_answer"],
    [200, "queued", "unexpected_answer"],
  ] as const)("%i %s is named", async (status, text, code) => {
    account.server.answer(words(status, text));
    const error = await engageFailure(send(createMessage(message)));
    expect(error.code).toBe(code);
    const explained = explainEngageError(error);
    expect(`${explained?.detail} ${explained?.fix}`).not.toMatch(/[{}]/);
  });

  it("429 for typing is not repeated, and says so", async () => {
    account.server.answer(words(429, "too many typing requests, please try again in a few seconds"));
    expect((await engageFailure(send(startTyping("conv_1")))).code).toBe("typing_limited");
    expect(account.server.requests).toHaveLength(1);
  });

  it("takes ok in quotes too, and JSON errors", async () => {
    account.server.answer(json(200, '"ok"'), json(422, { error: "Invalid signature" }));
    await send(createMessage(message));
    expect((await engageFailure(send(createMessage(message)))).code).toBe("wrong_realtime_token");
  });
});

describe("a look whether address and token fit", () => {
  const probe = () =>
    probeRealtime({
      realtimeUrl: `${account.server.baseUrl}/realtime/sdk/${idOf("d")}`,
      realtimeToken: TOKEN,
      send: account.http.send,
    });

  it("leaves nothing behind, and tells what Engage said", async () => {
    account.server.answer(words(200, "ok"), words(422, "Invalid action"), words(422, "Invalid signature"));
    expect(await probe()).toBe("accepted");
    expect(JSON.parse(account.server.requests[0]?.body ?? "")).toMatchObject({ action: "typing.stop" });
    expect(await probe()).toBe("undeclared");
    expect((await engageFailure(probe())).code).toBe("wrong_realtime_token");
  });
});

describe("an unknown end", () => {
  it("repeats a message: the same id is the same message", async () => {
    account.server.answer(reset, words(200, "ok"));
    await send(createMessage(message));
    const [first, second] = account.server.requests;
    expect(second?.body).toBe(first?.body);
  });

  it("does not repeat typing", async () => {
    account.server.answer(reset, words(200, "ok"));
    expect((await engageFailure(send(startTyping("conv_1")))).code).toBe("unreachable");
    expect(account.server.requests).toHaveLength(1);
  });

  it("is named when no answer comes", async () => {
    account.server.answer(hang);
    const error = await engageFailure(send(createMessage(message), { timeoutMs: 120 }));
    expect(error).toMatchObject({ code: "timeout", mayHaveHappened: true });
  });
});

describe("sizes", () => {
  it("refuses what Engage would drop without a word, before it is sent", async () => {
    const long = createMessage({ ...message, body: "x".repeat(MAX_BODY_CHARS + 1) });
    expect((await engageFailure(send(long))).code).toBe("message_too_large");
    const large = createMessage({
      ...message,
      attachments: [{ url: `data:${"x".repeat(20 * 1024 * 1024)}` }],
    });
    expect((await engageFailure(send(large))).message).toContain("20971520");
    expect(account.server.requests).toHaveLength(0);
  });

  it("splits a long text at lines and blanks, and never inside an emoji", () => {
    expect(splitBody("short")).toEqual(["short"]);
    expect(splitBody("one two three", 8)).toEqual(["one two", "three"]);
    expect(splitBody("one\ntwo three", 5)).toEqual(["one", "two", "three"]);
    const parts = splitBody("😀".repeat(25), 9);
    expect(parts.join("")).toBe("😀".repeat(25));
    expect(parts.every((part) => part.isWellFormed() && part.length <= 9)).toBe(true);
    const text = Array.from({ length: 9_000 }, (_, index) => `word${index}`).join(" ");
    expect(splitBody(text).join(" ")).toBe(text);
  });
});
