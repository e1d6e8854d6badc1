import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { getBusinessUnit } from "./business-unit.ts";
import { listCampaigns } from "./campaigns.ts";
import { upsertChannel } from "./channels.ts";
import { CxoneError } from "./errors.ts";
import { explainCxoneError } from "./explain-cxone-error.ts";
import { findMessageByExternalId, postInboundMessage } from "./messages.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";

let tenant: TestTenant;

beforeAll(async () => {
  tenant = await startTestTenant(startSandbox, { breaker: { window: 1_000, minimumCalls: 1_000 } });
});
afterEach(() => tenant.reset());
afterAll(() => tenant.close());

async function failure(promise: Promise<unknown>): Promise<CxoneError> {
  const error = await promise.then(
    () => expect.fail("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CxoneError)) throw error;
  return error;
}

const BUSINESS_UNIT = "/business-unit$";
const calls = async (path: RegExp) =>
  (await tenant.requests()).filter((request) => path.test(request.path)).length;

describe("tokens", () => {
  it("gets a fresh token once after a 401 and repeats the call", async () => {
    const { client, refreshes } = await tenant.signIn();
    await tenant.advanceClock(3_700);
    expect((await getBusinessUnit(client)).businessUnitId).toBe(tenant.credentials.businessUnitId);
    expect(refreshes()).toBe(1);
  });

  it("gives up when the fresh token is refused too", async () => {
    const { client, refreshes } = await tenant.signIn();
    await tenant.fault({
      pathPattern: BUSINESS_UNIT,
      times: 5,
      status: 401,
      body: { error: "invalid_token" },
    });
    expect(await failure(getBusinessUnit(client))).toMatchObject({ code: "unauthorized", status: 401 });
    expect(refreshes()).toBe(1);
    expect(await calls(/business-unit$/)).toBe(2);
  });

  it("repeats even a post after a 401: nothing was done", async () => {
    const { client } = await tenant.signIn();
    const { channelId, message } = await newChannel(client);
    await tenant.advanceClock(3_700);
    expect((await postInboundMessage(client, channelId, message)).message.idOnExternalPlatform).toBe("m1");
  });
});

describe("faults", () => {
  it.each([
    ["403", { status: 403, body: { error: "access_denied", error_description: "no" } }, "forbidden"],
    ["404", { status: 404, body: { error: "not_found" } }, "not_found"],
    ["400", { status: 400, body: "" }, "rejected"],
    [
      "a web page with 200",
      { status: 200, body: "<html>", headers: { "content-type": "text/html" } },
      "html_answer",
    ],
    ["a redirect", { status: 302, headers: { location: "/sign-in" } }, "unexpected_answer"],
    ["other JSON", { status: 200, body: { unexpected: true } }, "unexpected_answer"],
    ["no JSON", { status: 200, body: "{" }, "unexpected_answer"],
    ["500 three times", { status: 500, times: 3, body: { error: "server_error" } }, "server_error"],
    [
      "503 with a wait that is too long",
      { status: 503, headers: { "retry-after": "3600" }, body: "" },
      "rate_limited",
    ],
    [
      "429 with seconds above the cap",
      { status: 429, headers: { "retry-after": "3600" }, body: "" },
      "rate_limited",
    ],
    ["a body cut short three times", { truncate: true, times: 3 }, "cut_body"],
    ["a dropped connection three times", { drop: "before", times: 3 }, "unreachable"],
  ] as const)("names %s", async (_name, fault, code) => {
    const { client } = await tenant.signIn();
    await tenant.fault({ pathPattern: BUSINESS_UNIT, ...fault });
    const error = await failure(getBusinessUnit(client));
    expect(error.code).toBe(code);
    const explained = explainCxoneError(error);
    expect(explained?.title).toMatch(/^\S.*[^.!]$/);
    expect(`${explained?.detail} ${explained?.fix}`).not.toMatch(/[{}]/);
  });

  it("gets over one 500, one 429 with a short wait and one cut body without a word", async () => {
    const { client } = await tenant.signIn();
    for (const fault of [
      { status: 500, body: "" },
      { status: 429, body: "", headers: { "retry-after": "0" } },
      { truncate: true },
    ]) {
      await tenant.fault({ pathPattern: BUSINESS_UNIT, ...fault });
      expect((await getBusinessUnit(client)).tenantId).toBe(tenant.credentials.tenantId);
    }
  });

  it("names a time-out", async () => {
    const { client } = await tenant.signIn();
    await tenant.fault({ pathPattern: BUSINESS_UNIT, delayMs: 600 });
    const slow = client.request({
      operation: "cxone.business-unit.get",
      api: "acd",
      method: "GET",
      path: "business-unit",
      idempotent: true,
      timeoutMs: 150,
      maxAttempts: 1,
    });
    expect(await failure(slow)).toMatchObject({ code: "timeout", mayHaveHappened: true });
    // The simulated vendor still works on it; the next test must not find it half done.
    await vi.waitFor(async () => expect(await calls(/business-unit$/)).toBe(1), { timeout: 5_000 });
  });

  it("names who has to allow what after a 403", async () => {
    const { client } = await tenant.signIn();
    await tenant.fault({ pathPattern: "/campaigns", status: 403, body: { error: "access_denied" } });
    expect(explainCxoneError(await failure(listCampaigns(client)))?.fix).toContain(
      "view and create campaigns",
    );
  });

  it("does not post a message twice when the answer is lost, and finds out that it arrived", async () => {
    const { client } = await tenant.signIn();
    const { channelId, message } = await newChannel(client);
    await tenant.fault({ method: "POST", pathPattern: "/messages$", drop: "after" });
    const lost = await failure(postInboundMessage(client, channelId, message));
    expect(lost).toMatchObject({ code: "unreachable", mayHaveHappened: true });
    expect(await calls(/\/messages$/)).toBe(1);
    expect(await findMessageByExternalId(client, channelId, "m1")).toMatchObject({
      idOnExternalPlatform: "m1",
    });
    expect(await findMessageByExternalId(client, "another", "m1")).toBeNull();
    expect(await findMessageByExternalId(client, channelId, "m2")).toBeNull();
  });
});

describe("the request as CXone sees it", () => {
  it("carries Accept, token and CorrelationId, whatever slashes the base has", async () => {
    const { client } = await tenant.signIn();
    tenant.rows.length = 0;
    await getBusinessUnit(client);
    expect(tenant.rows[0]).toMatchObject({
      path: "/cxone/acd/inContactAPI/services/v33.0/business-unit",
      requestHeaders: { accept: "application/json", authorization: "Bearer [redacted]" },
    });
    expect(tenant.rows[0]?.requestHeaders.correlationid).toMatch(/^[0-9a-f-]{36}$/);
  });
});

async function newChannel(client: Parameters<typeof upsertChannel>[0]) {
  const channelIntegrationId = await tenant.addIntegration("https://box.example.com");
  const id = crypto.randomUUID();
  await upsertChannel(client, {
    id,
    idOnExternalPlatform: `ext-${id}`,
    channelIntegrationId,
    name: "Try it",
  });
  const message = {
    idOnExternalPlatform: "m1",
    createdAt: new Date("2026-11-21T10:00:00.123Z"),
    thread: { idOnExternalPlatform: "t1" },
    text: "Hello",
    author: { idOnExternalPlatform: "v1", firstName: "Kim" },
  };
  return { channelId: id, message };
}
