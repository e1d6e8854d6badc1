import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ids, testV2 } from "../cxone-v2/test-v2.ts";
import { startSandbox } from "../start-sandbox.ts";
import { voiceIds } from "../state/seed-voice.ts";

test("the seeded tenant has what a transfer meets: queues of every kind, languages, campaigns, agents, a live call", async () => {
  const { control } = await testV2();
  const { body } = await control("GET", "/voice");
  expect(body).toMatchObject({
    calls: [{ callId: voiceIds.call, state: "active", agentId: 30111 }],
    queues: expect.arrayContaining([
      expect.objectContaining({ name: "Sales_DE", queueId: ids.sales, isActive: true }),
      expect.objectContaining({ name: "Old_Hotline_DE", isActive: false }),
      expect.objectContaining({ name: "Orders_DE", campaigns: [] }),
      expect.objectContaining({ name: "Summer_DE", campaigns: [voiceIds.campaigns.off] }),
      expect.objectContaining({ name: "German", queueId: null, skillUuid: ids.german }),
    ]),
    campaigns: expect.arrayContaining([
      expect.objectContaining({ name: "Callbacks", personalConnection: true, isActive: true }),
      expect.objectContaining({ name: "Lead list", type: "OUTBOUND", personalConnection: false }),
      expect.objectContaining({ name: "Summer hotline", isActive: false }),
    ]),
    contacts: [{ name: "Hanna Vogel" }, { name: "Omar Farouk" }],
  });
});

test("queues, campaigns and agents are named by id, UUID or name", async () => {
  const { voice } = await testV2();
  for (const queueId of [voiceIds.sales, ids.sales, "Sales_DE", "sales_de"])
    expect(await voice("queue", { queueId, active: true })).toMatchObject({ skillId: voiceIds.sales });
  for (const campaignId of [voiceIds.campaigns.voice, ids.callbacks, "Voice DE"])
    expect(await voice("campaign", { campaignId, active: true })).toMatchObject({ isActive: true });
  for (const agentId of [30108, "30108", ids.tomasz])
    expect(await voice("agent", { agentId, state: "Available" })).toMatchObject({ agentId: 30108 });
});

test("a deed that cannot be done is a 409 with its code, a call that is not there a 404, nonsense a 400", async () => {
  const { control, voice } = await testV2();
  const { callId } = await voice("call", {});
  expect(await control("POST", "/voice/answer", { callId })).toMatchObject({
    status: 409,
    body: { code: "nothing_to_answer" },
  });
  expect(await control("POST", "/voice/complete", { callId })).toMatchObject({ status: 409 });
  expect(await control("POST", "/voice/hang-up", { callId: ids.nobody })).toMatchObject({ status: 404 });
  expect(await control("GET", `/voice/calls/${ids.nobody}`)).toMatchObject({ status: 404 });
  const nonsense: [deed: string, body: unknown][] = [
    ["answer", {}],
    ["agent", { agentId: 1, state: "Available" }],
    ["agent", { agentId: 30108, state: "Asleep" }],
    ["queue", { queueId: "Nobody", active: true }],
    ["queue", { queueId: "Sales_DE", active: "yes" }],
    ["campaign", { campaignId: 1, active: true }],
    ["call", { priority: 9 }],
    ["call", { callId: "call_uuid_12345" }],
    ["call", { callId: "00000000-0000-0000-0000-000000000000" }],
    // Another call under this id would take the place of the one that there is.
    ["call", { callId: String(callId).toUpperCase() }],
    ["outbound", { agentId: 30108 }],
    ["outbound", { callId, result: "great" }],
    ["client", { scopes: ["everything"] }],
  ];
  for (const [deed, body] of nonsense)
    expect([deed, body, await control("POST", `/voice/${deed}`, body)]).toMatchObject([
      deed,
      body,
      { status: 400, body: { error: expect.any(String) } },
    ]);
});

test("a call is held, taken up again, handed to an agent's number by hand, and its timeline says all of it", async () => {
  const { voice, control } = await testV2();
  const { callId, contactId } = await voice("call", { agentId: ids.elif, from: "+49301" });
  expect((await voice("hold", { contactId })).state).toBe("held");
  expect((await voice("resume", { callId })).state).toBe("active");
  await voice("hang-up", { callId, by: "The line broke" });
  const { body } = await control("GET", `/voice/calls/${contactId}`);
  expect(body).toMatchObject({ callId, endedBy: "The line broke", from: "+49301" });
  expect((body as { history: { text: string }[] }).history.map((line) => line.text)).toEqual([
    "The customer talks to Elif Demir",
    "Held by Elif Demir",
    "Taken up again by Elif Demir",
    "The line broke",
  ]);
});

test("calls, transfers and the client survive a restart; a reset gives scopes and the seeded call back", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sandbox-voice-"));
  const post = (base: string, deed: string, body: unknown) =>
    fetch(`${base}/control/${deed}`, { method: "POST", body: JSON.stringify(body) });
  const credentials = async (base: string) =>
    ((await (await fetch(`${base}/credentials.json`)).json()) as { cxoneV2: { clientSecret: string } })
      .cxoneV2;
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const first = await startSandbox({ port: 0, dataDir });
  onTestFinished(() => first.close());
  const made = (await (await post(first.baseUrl, "voice/call", { queueId: "Sales_DE" })).json()) as {
    callId: string;
  };
  const secret = (await credentials(first.baseUrl)).clientSecret;
  await post(first.baseUrl, "voice/client", { scopes: [] });
  await first.close();

  const second = await startSandbox({ port: 0, dataDir });
  onTestFinished(() => second.close());
  const call = await fetch(`${second.baseUrl}/control/voice/calls/${made.callId}`);
  expect(await call.json()).toMatchObject({ state: "ringing", callId: made.callId });
  expect((await credentials(second.baseUrl)).clientSecret).toBe(secret);
  await post(second.baseUrl, "reset", {});
  const { calls } = (await (await fetch(`${second.baseUrl}/control/voice`)).json()) as { calls: object[] };
  expect(calls).toMatchObject([{ callId: voiceIds.call }]);
  expect((await credentials(second.baseUrl)).clientSecret).toBe(secret);
  expect(await (await post(second.baseUrl, "voice/client", {})).json()).toMatchObject({
    scopes: expect.arrayContaining(["outbound:call"]),
  });
});
