import { expect, test } from "vitest";
import { voiceIds } from "../state/seed-voice.ts";
import { uuidOf } from "../telephony/ids.ts";
import { ids, testV2 } from "./test-v2.ts";

const queue = (skillId: number) => uuidOf("queue", skillId);

test("a queue belongs to campaigns that are active, inactive, or to none (T-20, T-21)", async () => {
  const { api, voice } = await testV2();
  const campaigns = async (queueId: string) =>
    (await api("GET", `/v2/voice/campaigns?queueId=${queueId}`)).body;
  expect(await campaigns(ids.sales)).toEqual([
    {
      id: uuidOf("campaign", voiceIds.campaigns.voice),
      name: "Voice DE",
      status: "ACTIVE",
      type: "INBOUND",
      personalConnection: false,
      apiInitiated: false,
    },
  ]);
  expect(await campaigns(queue(voiceIds.campaignOff))).toMatchObject([{ status: "INACTIVE" }]);
  expect(await campaigns(queue(voiceIds.withoutCampaign))).toEqual([]);
  expect(await campaigns(ids.nobody)).toMatchObject({ status: 400, field: "queueId" });
  await voice("campaign", { campaignId: "Voice DE", active: false });
  expect(await campaigns(ids.sales)).toMatchObject([{ status: "INACTIVE" }]);
});

test("the agents of a queue come with state and skills, and follow what agents do (T-22)", async () => {
  const { api, voice } = await testV2();
  type Row = { userId: string; status: string; skills: { skillId: string }[] };
  const agents = async () => (await api("GET", `/v2/voice/queues/${ids.sales}/agents`)).body as Row[];
  const statuses = async () => (await agents()).map((row) => row.status);
  expect((await agents())[0]).toMatchObject({
    userId: ids.priya,
    name: "Priya Raman",
    skills: expect.arrayContaining([{ skillId: ids.german }]),
  });
  expect(await statuses()).toEqual(["AVAILABLE", "AVAILABLE", "AWAY", "OFFLINE"]);
  const { callId } = await voice("call", { agentId: ids.tomasz });
  expect(await statuses()).toEqual(["AVAILABLE", "ON_CALL", "AWAY", "OFFLINE"]);
  await voice("agent", { agentId: ids.tomasz, state: "Unavailable" });
  expect(await statuses()).toEqual(["AVAILABLE", "ON_CALL", "AWAY", "OFFLINE"]);
  await voice("hang-up", { callId });
  expect(await statuses()).toEqual(["AVAILABLE", "AWAY", "AWAY", "OFFLINE"]);
  expect((await api("GET", `/v2/voice/queues/${ids.german}/agents`)).status).toBe(400);
});

test.each([
  ["AVAILABLE", "AVAILABLE", "ON_CALL"],
  ["Available", "Available", "On call"],
  ["Ready", "Ready", "Busy"],
] as const)("presence speaks %s", async (presenceWords, free, busy) => {
  const { api, voice } = await testV2({ presenceWords });
  const presence = async () =>
    (await api("GET", `/v2/users/${ids.tomasz}/presence`)).body as { status: string };
  expect((await presence()).status).toBe(free);
  await voice("call", { agentId: ids.tomasz });
  expect((await presence()).status).toBe(busy);
  expect((await api("GET", `/v2/users/${ids.nobody}/presence`)).status).toBe(404);
  expect((await api("GET", `/v2/users/${ids.zero}/presence`)).status).toBe(400);
});

test.each([
  ["object", { engaged: false, interaction: null }, { engaged: true, interaction: { type: "VOICE" } }, 200],
  ["list", [], [{ type: "VOICE" }], 200],
  ["204", "", { type: "VOICE" }, 204],
  ["404", { status: 404 }, { type: "VOICE" }, 404],
] as const)("an interaction is told as %s", async (interactionShape, none, one, status) => {
  const { api, voice } = await testV2({ interactionShape });
  const path = `/v2/users/${ids.tomasz}/interaction`;
  expect(await api("GET", path)).toMatchObject({ status, body: none });
  await voice("call", { agentId: ids.tomasz });
  expect(await api("GET", path)).toMatchObject({ status: 200, body: one });
});

test("queues, skills, users, campaigns and calls are listed and searched", async () => {
  const { api } = await testV2();
  const names = async (path: string) =>
    ((await api("GET", path)).body as { name: string }[]).map((row) => row.name);
  expect(await names("/v2/voice/queues?search=sales")).toEqual(["Sales_Voice", "Sales_DE"]);
  expect(await names("/v2/voice/queues")).not.toContain("German");
  expect(await names("/v2/routing/skills?search=ger")).toEqual(["German"]);
  expect(await names("/v2/users?search=kowal")).toEqual(["Tomasz Kowal"]);
  expect(await names("/v2/voice/campaigns?search=call")).toEqual(["Callbacks"]);
  expect((await api("GET", `/v2/voice/queues/${ids.inactive}`)).body).toMatchObject({ status: "INACTIVE" });
  expect((await api("GET", `/v2/users/${ids.priya}`)).body).toEqual({
    id: ids.priya,
    name: "Priya Raman",
    active: true,
  });
  expect((await api("GET", `/v2/voice/campaigns/${ids.callbacks}`)).body).toMatchObject({
    type: "OUTBOUND",
    personalConnection: true,
    apiInitiated: true,
  });
  expect((await api("GET", `/v2/voice/campaigns/${ids.leads}`)).body).toMatchObject({
    type: "OUTBOUND",
    personalConnection: false,
    apiInitiated: false,
  });
  expect((await api("GET", `/v2/voice/campaigns/${ids.callbacks}/agents`)).body).toEqual([
    { userId: ids.priya },
    { userId: ids.tomasz },
  ]);
  expect((await api("GET", "/v2/voice/calls")).body).toMatchObject([
    {
      id: voiceIds.call,
      from: "+4915123456789",
      agent: { name: "Ben Carter" },
      queue: { name: "Service_DE" },
    },
  ]);
});

test("without the extras only what the seeds show is there", async () => {
  const { api, voice, transfer } = await testV2({ v2Extras: false });
  const gone = [
    "/v2/voice/queues",
    `/v2/voice/queues/${ids.sales}`,
    "/v2/voice/calls",
    "/v2/routing/skills",
    "/v2/users",
    `/v2/users/${ids.priya}`,
    `/v2/voice/campaigns/${ids.callbacks}`,
    `/v2/voice/campaigns/${ids.callbacks}/agents`,
    "/journey/v1/contacts",
    `/journey/v1/contacts/${voiceIds.contacts.hanna}`,
    `/journey/v1/outbound?agentId=${ids.priya}`,
    `/journey/v1/outbound/${ids.nobody}`,
  ];
  for (const path of gone) expect([path, (await api("GET", path)).status]).toEqual([path, 404]);
  expect((await api("POST", "/journey/v1/contacts", {})).status).toBe(404);
  const { callId } = await voice("call", {});
  expect(
    (await transfer(callId, { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales })).status,
  ).toBe(202);
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toEqual({ id: callId, state: "IN_TRANSFER" });
  expect((await api("GET", `/v2/voice/queues/${ids.sales}/agents`)).status).toBe(200);
  const [campaign] = (await api("GET", `/v2/voice/campaigns?queueId=${ids.sales}`)).body as object[];
  expect(Object.keys(campaign ?? {})).toEqual(["id", "name", "status"]);
  expect((await api("GET", `/v2/users/${ids.elif}/presence`)).body).toEqual({ status: "AVAILABLE" });
  expect((await api("GET", "/v2/voice/campaigns")).status).toBe(400);
});

test("what is not there says so in this dialect's own shape", async () => {
  const { api } = await testV2();
  expect(await api("GET", "/v2/voice/nothing")).toMatchObject({ status: 404, body: { code: "not.found" } });
  expect((await api("GET", `/v2/voice/campaigns/${ids.nobody}`)).status).toBe(400);
  expect((await api("GET", `/v2/voice/queues/${queue(voiceIds.callbacks)}`)).status).toBe(404);
});
