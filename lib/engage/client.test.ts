import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Behaviour, cutShort, hang, json, reset } from "#lib/http/start-test-server.ts";
import { createCategory, deleteCategory, getCategory, listCategories } from "./categories.ts";
import { setDefaultCategories } from "./content-sources.ts";
import { updateThreadCategories } from "./content-threads.ts";
import { explainEngageError } from "./explain-engage-error.ts";
import { closeIntervention } from "./interventions.ts";
import { getSettings } from "./settings.ts";
import {
  engageFailure,
  idOf,
  page,
  startTestAccount,
  TEST_TOKEN,
  type TestAccount,
} from "./start-test-account.ts";
import { createWebhook, deleteWebhook, listWebhooks } from "./webhooks.ts";

let account: TestAccount;

beforeEach(async () => {
  account = await startTestAccount();
});
afterEach(() => account.close());

const refusal = (status: number, error: string, message = error): Behaviour =>
  json(status, { error, message, status });
const html: Behaviour = (response) => {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<!DOCTYPE html><title>Sign in</title>");
};
const bot = { id: idOf("b"), name: "Bot", parent_id: idOf("c"), color: 0 };

describe("the request as Engage sees it", () => {
  it("carries the token as a header and the parameters of a write as a form", async () => {
    account.server.answer(json(200, bot));
    await createCategory(account.client(), { name: "Bot & Co", parentId: idOf("c") });
    expect(account.seen()).toEqual([`POST /1.0/categories name=Bot & Co&parent_id=${idOf("c")}`]);
    expect(account.server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${TEST_TOKEN}`,
      "content-type": "application/x-www-form-urlencoded",
    });
  });

  it("names each item of a list, and an empty one to clear it", async () => {
    account.server.answer(json(200, { id: idOf("d") }));
    await setDefaultCategories(account.client(), idOf("d"), [idOf("a"), idOf("b")]);
    await setDefaultCategories(account.client(), idOf("d"), []);
    expect(account.seen()).toEqual([
      `PUT /1.0/content_sources/${idOf("d")} default_category_ids[]=${idOf("a")}&default_category_ids[]=${idOf("b")}`,
      `PUT /1.0/content_sources/${idOf("d")} default_category_ids[]=`,
    ]);
  });

  it("never lets the token, a secret or a verification token into the log, although webhooks carry them", async () => {
    const hook = { id: idOf("e"), url: "https://bridge.example/handover/rce", verify_token: "verify-me-1" };
    account.server.answer(page([hook]), json(200, hook), json(200, hook));
    const client = account.client();
    await listWebhooks(client);
    await createWebhook(client, {
      url: hook.url,
      events: ["intervention.closed"],
      secret: "s3cret-of-webhook",
      verifyToken: "verify-me-1",
    });
    await deleteWebhook(client, hook.id);
    expect(account.seen()[0]).toContain(`access_token=${TEST_TOKEN}`);
    expect(account.server.requests[1]?.path).toBe(`/1.0/webhooks?access_token=${TEST_TOKEN}`);
    expect(account.server.requests[1]?.body).toContain("secret=s3cret-of-webhook");
    expect(account.seen()[2]).toBe(`DELETE /1.0/webhooks/${hook.id}?access_token=${TEST_TOKEN}`);
    expect(account.rows[0]?.path).toContain("access_token=[redacted]");
    const logged = JSON.stringify(account.rows);
    for (const secret of [TEST_TOKEN, "s3cret-of-webhook", "verify-me-1"])
      expect(logged).not.toContain(secret);
  });

  it("refuses an empty id instead of calling the whole collection", async () => {
    for (const id of ["", " ", ".."]) {
      await expect(deleteCategory(account.client(), id)).rejects.toThrow("needs categoryId");
    }
    expect(account.server.requests).toHaveLength(0);
  });
});

describe("faults", () => {
  it.each([
    ["401", refusal(401, "unauthorized"), "bad_token"],
    ["a token that is named under 400", refusal(400, "invalid_access_token"), "bad_token"],
    ["a token that is named under 404", refusal(404, "invalid_access_token"), "bad_token"],
    ["a disabled token", refusal(401, "access_token_disabled"), "token_disabled"],
    ["403", refusal(403, "forbidden", "Not allowed"), "forbidden"],
    ["404", refusal(404, "not_found"), "not_found"],
    ["a closed thread", refusal(403, "cant_reply_to_closed_thread"), "closed_thread"],
    ["compose disabled", refusal(422, "compose_disabled_on_source"), "compose_disabled"],
    ["422", refusal(422, "validation_error", "Name is too long"), "rejected"],
    ["impersonation", refusal(400, "bad_request", "Impersonation not allowed"), "impersonation_refused"],
    ["a web page with 200", html, "html_answer"],
    ["other JSON", json(200, { unexpected: [] }), "unexpected_answer"],
    ["no JSON", json(200, "{"), "unexpected_answer"],
    ["a redirect", json(302, "", { location: "/sign-in" }), "unexpected_answer"],
    ["500 each time", json(500, ""), "server_error"],
    ["a body cut short each time", cutShort, "cut_body"],
    ["a dropped connection each time", reset, "unreachable"],
    ["429 with a wait beyond a minute", json(429, "", { "retry-after": "3600" }), "rate_limited"],
  ] as const)("names %s", async (_name, behaviour, code) => {
    account.server.answer(behaviour);
    const error = await engageFailure(listCategories(account.client()));
    expect(error.code).toBe(code);
    const explained = explainEngageError(error);
    expect(explained?.title).toMatch(/^\S.*[^.!]$/);
    expect(`${explained?.detail} ${explained?.fix}`).not.toMatch(/[{}]/);
  });

  it("keeps Engage's own word and sentence", async () => {
    account.server.answer(refusal(422, "validation_error", "Name is too long"));
    const error = await engageFailure(createCategory(account.client(), { name: "x".repeat(300) }));
    expect(error).toMatchObject({ identifier: "validation_error", status: 422, mayHaveHappened: false });
    expect(explainEngageError(error)?.detail).toContain("Name is too long.");
  });

  it("names the right that the role lacks", async () => {
    account.server.answer(refusal(403, "forbidden"));
    const error = await engageFailure(createCategory(account.client(), { name: "Bot" }));
    expect(explainEngageError(error)?.fix).toContain("“Manage categories” (manage_categories)");
  });

  it("names a time-out", async () => {
    account.server.answer(hang);
    const send: typeof account.http.send = (request) => account.http.send({ ...request, timeoutMs: 150 });
    expect(await engageFailure(getSettings(account.client({ send })))).toMatchObject({ code: "timeout" });
  });

  it("turns 404 into null where one looks something up, and false where one deletes it", async () => {
    account.server.answer(refusal(404, "not_found"));
    expect(await getCategory(account.client(), idOf("a"))).toBeNull();
    expect(await deleteCategory(account.client(), idOf("a"))).toBe(false);
  });
});

describe("what is repeated", () => {
  it("waits out 429 without Retry-After, for a create too: nothing was done", async () => {
    const limited = refusal(429, "rate_limit_exceeded");
    account.server.answer(limited, limited, json(200, bot));
    expect(await createCategory(account.client(), { name: "Bot" })).toMatchObject({ name: "Bot" });
    expect(account.seen()).toHaveLength(3);
  });

  it("waits out a limit that outlasts the quick tries of a read", async () => {
    const limited = refusal(429, "rate_limit_exceeded");
    account.server.answer(limited, limited, limited, limited, page([bot]));
    expect(await listCategories(account.client())).toHaveLength(1);
    expect(account.seen()).toHaveLength(5);
  });

  it("gives up when 429 does not end", async () => {
    account.server.answer(refusal(429, "rate_limit_exceeded"));
    const error = await engageFailure(createCategory(account.client(), { name: "Bot" }));
    expect(error).toMatchObject({ code: "rate_limited", identifier: "rate_limit_exceeded" });
    expect(account.seen()).toHaveLength(3);
  });

  it("repeats a lock until it is open", async () => {
    const locked = refusal(409, "conflict", "Thread is being categorized");
    account.server.answer(locked, locked, json(200, { id: idOf("f"), thread_category_ids: [idOf("a")] }));
    const thread = await updateThreadCategories(account.client(), idOf("f"), [idOf("a")]);
    expect(thread.threadCategoryIds).toEqual([idOf("a")]);
    expect(account.seen()).toHaveLength(3);
  });

  it("gives up on a lock that stays, and at once on a 409 that is no lock", async () => {
    account.server.answer(refusal(409, "conflict"));
    expect((await engageFailure(closeIntervention(account.client(), idOf("f")))).code).toBe("locked");
    expect(account.seen()).toHaveLength(4);
    await engageFailure(createCategory(account.client(), { name: "Bot" }));
    expect(account.seen()).toHaveLength(5);
  });

  it("never sends a create twice when the answer is lost, and says that it may have happened", async () => {
    account.server.answer(reset);
    const error = await engageFailure(createCategory(account.client(), { name: "Bot" }));
    expect(error).toMatchObject({ code: "unreachable", mayHaveHappened: true });
    expect(account.seen()).toHaveLength(1);
  });

  it("ends when the caller gives up while it waits", async () => {
    account.server.answer(refusal(409, "conflict"));
    const control = new AbortController();
    const waits = { lockMs: [60_000] };
    const update = updateThreadCategories(account.client({ waits, signal: control.signal }), idOf("f"), []);
    await vi.waitFor(() => expect(account.rows).toHaveLength(1));
    control.abort();
    expect((await engageFailure(update)).code).toBe("timeout");
    expect((await engageFailure(getSettings(account.client({ signal: control.signal })))).code).toBe(
      "timeout",
    );
  });

  it("gets over one 500 and one cut answer of a read without a word", async () => {
    account.server.answer(json(500, ""), cutShort, page([bot]));
    expect(await listCategories(account.client())).toHaveLength(1);
  });
});
