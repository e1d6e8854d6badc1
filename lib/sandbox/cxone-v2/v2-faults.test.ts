import { expect, test } from "vitest";
import { ids, testV2 } from "./test-v2.ts";

const toSales = { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales };

test.each([401, 403, 429, 500, 503])(
  "a fault %i has a body that names the cause, and a request id",
  async (status) => {
    const { api, control } = await testV2();
    await control("POST", "/faults", { system: "cxoneV2", pathPattern: "/voice/", times: 1, status });
    const answer = await api("GET", "/v2/voice/calls");
    expect(answer).toMatchObject({
      status,
      body: { status, code: expect.any(String), message: expect.any(String) },
    });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await api("GET", "/v2/voice/calls")).toMatchObject({ status: 200 });
  },
);

test("a 500 may come after the work: the call is being transferred all the same", async () => {
  const { transfer, voice, api, control } = await testV2();
  const { callId } = await voice("call", {});
  const fault = { system: "cxoneV2", method: "POST", times: 1, status: 500, afterWork: true };
  await control("POST", "/faults", fault);
  expect((await transfer(callId, toSales)).status).toBe(500);
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({ state: "IN_TRANSFER" });
  expect((await control("POST", "/faults", { ...fault, status: undefined })).status).toBe(400);
});

test("calls above the limit are refused until the next minute, with Retry-After or, by switch, without", async () => {
  const { api, advance, control, switch: set } = await testV2({ v2CallsPerMinute: 2 });
  const statuses = async () => {
    const answers = [];
    for (let at = 0; at < 3; at += 1) answers.push(await api("GET", "/v2/routing/skills"));
    return answers;
  };
  // Just after the full minute, so that no minute ends between two calls.
  const { now } = (await control("GET", "/clock")).body as { now: string };
  await advance(61 - (Math.floor(Date.parse(now) / 1000) % 60));
  const limited = (await statuses()).find((answer) => answer.status === 429);
  expect(limited?.body).toMatchObject({ code: "rate.limit.exceeded" });
  const seconds = Number(limited?.headers.get("retry-after"));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  await advance(seconds);
  expect((await api("GET", "/v2/routing/skills")).status).toBe(200);
  await set({ retryAfterSent: false });
  const silent = (await statuses()).find((answer) => answer.status === 429);
  expect([silent?.status, silent?.headers.get("retry-after")]).toEqual([429, null]);
});

test("rules in conflict are a 500 that begins nothing, or the call waits, by switch", async () => {
  const { transfer, voice, api, switch: set } = await testV2({ v2SkillConflict: "500" });
  const { callId } = await voice("call", {});
  const [voicemail] = (await api("GET", "/v2/routing/skills?search=Voicemail")).body as { id: string }[];
  // Nobody in sales holds the voicemail's skill.
  const wish = { ...toSales, skillId: voicemail?.id };
  expect(await transfer(callId, wish)).toMatchObject({
    status: 500,
    body: { code: "routing.rule.conflict" },
  });
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({ transfer: null });
  expect((await transfer(callId, { ...toSales, skillId: ids.german })).status).toBe(202);
  await voice("fail", { callId });
  await set({ v2SkillConflict: "waits" });
  expect((await transfer(callId, wish)).status).toBe(202);
});

test("calls of this dialect are recorded under a name of their own, with nothing secret", async () => {
  const { api, signIn, control, client } = await testV2();
  await signIn();
  await api("GET", "/v2/routing/skills");
  const { body } = await control("GET", "/requests?system=cxoneV2");
  const { requests } = body as { requests: { path: string }[] };
  expect(requests.map((row) => row.path)).toContain("/cxone-v2/api/v2/routing/skills");
  expect(JSON.stringify(requests)).not.toContain(client.clientSecret);
});
