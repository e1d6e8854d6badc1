import { expect, test } from "vitest";
import { voiceIds } from "../state/seed-voice.ts";
import { ids, testV2 } from "./test-v2.ts";

const path = "/journey/v1/outbound";
const dial = {
  outboundCampaignId: ids.callbacks,
  contactId: voiceIds.contacts.hanna,
  phoneNumber: "+4930901820",
  agentId: ids.tomasz,
  data: { ticket: "T-1" },
};
type Row = { id: string; state: string; disposition: string | null; endedAt: string | null };

async function outbound(...given: Parameters<typeof testV2>) {
  const v2 = await testV2(...given);
  const start = (change: Record<string, unknown> = {}) => v2.api("POST", path, { ...dial, ...change });
  const read = async (id: string) => (await v2.api("GET", `${path}/${id}`)).body as Row;
  const begin = async () => ((await start()).body as { id: string }).id;
  return { ...v2, start, read, begin };
}

test("a call is dialled, rings, is answered and ends with a disposition, by the sandbox's clock", async () => {
  const { start, read, advance, voice, api } = await outbound();
  const answer = await start();
  expect(answer).toMatchObject({ status: 202, body: { id: expect.any(String), state: "DIALING" } });
  const { id } = answer.body as Row;
  expect((await read(id)).state).toBe("DIALING");
  expect((await api("GET", `/v2/users/${ids.tomasz}/presence`)).body).toMatchObject({ status: "ON_CALL" });
  await advance(3);
  expect((await read(id)).state).toBe("RINGING");
  await advance(3);
  expect(await read(id)).toMatchObject({ state: "CONNECTED", disposition: null, endedAt: null });
  await voice("hang-up", { callId: id });
  expect(await read(id)).toMatchObject({
    state: "ENDED",
    disposition: "Completed",
    endedAt: expect.any(String),
  });
  expect((await api("GET", `/v2/users/${ids.tomasz}/presence`)).body).toMatchObject({ status: "AVAILABLE" });
});

test.each([
  ["noAnswer", "NO_ANSWER", "No answer"],
  ["busy", "BUSY", "Busy"],
] as const)("the customer's line: %s", async (outboundCourse, state, disposition) => {
  const { begin, read, advance } = await outbound({ outboundCourse });
  const id = await begin();
  await advance(3);
  await advance(3);
  expect(await read(id)).toMatchObject({ state, disposition });
});

test("by hand a call is answered, or ends as somebody says", async () => {
  const { begin, read, voice, advance } = await outbound({ outboundCourse: "manual" });
  const id = await begin();
  await advance(600);
  expect((await read(id)).state).toBe("DIALING");
  await voice("outbound", { callId: id, result: "failed" });
  expect(await read(id)).toMatchObject({ state: "FAILED", disposition: "Failed" });
});

test.each([
  ["fails", 202, "FAILED"],
  ["queues", 202, "DIALING"],
  ["refused", 409, undefined],
] as const)("an agent who is not available: %s", async (outboundAgentBusy, status, state) => {
  const { start, read, voice, advance } = await outbound({ outboundAgentBusy });
  await voice("agent", { agentId: ids.tomasz, state: "Unavailable" });
  const answer = await start();
  expect(answer.status).toBe(status);
  if (state === undefined) return;
  const { id } = answer.body as Row;
  expect((await read(id)).state).toBe(state);
  if (state === "FAILED") return;
  await advance(60);
  expect((await read(id)).state).toBe("DIALING");
  await voice("agent", { agentId: ids.tomasz, state: "Available" });
  await advance(3);
  expect((await read(id)).state).toBe("RINGING");
});

test("a call with anything wrong is refused with the name of the field, and nobody is rung", async () => {
  const { start, api } = await outbound();
  const wrong: [field: string, change: Record<string, unknown>, status?: number][] = [
    ["outboundCampaignId", { outboundCampaignId: ids.zero }],
    ["outboundCampaignId", { outboundCampaignId: ids.nobody }],
    ["outboundCampaignId", { outboundCampaignId: ids.leads }],
    ["outboundCampaignId", { outboundCampaignId: undefined }],
    ["contactId", { contactId: ids.zero }],
    ["contactId", { contactId: ids.nobody }],
    ["phoneNumber", { phoneNumber: "5551234567" }],
    ["phoneNumber", { phoneNumber: "+49 30 901820" }],
    ["phoneNumber", { phoneNumber: "+49abc" }],
    ["phoneNumber", { phoneNumber: "+1234567890123456" }],
    ["phoneNumber", { phoneNumber: "+0301" }],
    ["agentId", { agentId: ids.zero }],
    ["agentId", { agentId: ids.nobody }],
    ["agentId", { agentId: "30108" }],
    ["agentId", { agentId: ids.elif }, 403],
    ["data", { data: ["x"] }],
    ["data", { data: "x" }],
    ["when", { when: "now" }],
  ];
  for (const [field, change, status = 400] of wrong) {
    const answer = await start(change);
    expect([change, answer.status, answer.body]).toMatchObject([change, status, { field }]);
  }
  expect((await api("GET", `${path}?agentId=${ids.tomasz}`)).body).toEqual([]);
});

test("an agent outside the campaign is 403, or 400 by switch; a campaign that has ended is refused too", async () => {
  const { start, voice, switch: set } = await outbound({ outboundAgentAssigned: "400" });
  expect(await start({ agentId: ids.elif })).toMatchObject({
    status: 400,
    body: { code: "agent.not.in.campaign" },
  });
  await set({ outboundAgentAssigned: "403" });
  expect((await start({ agentId: ids.elif })).status).toBe(403);
  await voice("campaign", { campaignId: "Callbacks", active: false });
  expect(await start()).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("not active") },
  });
});

test("a call whose answer is lost is found by agent and number, and one that never came is not", async () => {
  const { start, api, control, advance } = await outbound();
  const find = async (query: string) => (await api("GET", `${path}?${query}`)).body as Row[];
  const number = encodeURIComponent(dial.phoneNumber);
  const since = ((await control("GET", "/clock")).body as { now: string }).now;
  const fault = { system: "cxoneV2", method: "POST", pathPattern: "outbound", times: 1 };
  await control("POST", "/faults", { ...fault, drop: "before" });
  await expect(start()).rejects.toThrow();
  expect(await find(`agentId=${ids.tomasz}&phoneNumber=${number}&since=${since}`)).toEqual([]);
  await control("POST", "/faults", { ...fault, drop: "after" });
  await expect(start()).rejects.toThrow();
  expect(await find(`agentId=${ids.tomasz}&phoneNumber=${number}&since=${since}`)).toMatchObject([
    { state: "DIALING" },
  ]);
  expect(await find(`agentId=${ids.priya}&phoneNumber=${number}`)).toEqual([]);
  await advance(60);
  const later = ((await control("GET", "/clock")).body as { now: string }).now;
  expect(await find(`agentId=${ids.tomasz}&since=${later}`)).toEqual([]);
  expect((await api("GET", `${path}?phoneNumber=${number}`)).status).toBe(400);
});

test("a call that its customer has not answered yet is transferred to nobody", async () => {
  const { begin, transfer, voice, read } = await outbound({ outboundCourse: "manual" });
  const id = await begin();
  const toSales = { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales };
  expect(await transfer(id, toSales)).toMatchObject({ status: 409, body: { code: "call.not.ready" } });
  expect((await read(id)).state).toBe("DIALING");
  await voice("outbound", { callId: id, result: "busy" });
  expect(await transfer(id, toSales)).toMatchObject({ status: 404, body: { code: "call.not.found" } });
});

test("the answer may carry no id", async () => {
  const { start } = await outbound({ outboundAnswersId: false });
  expect(await start()).toMatchObject({ status: 202, body: {} });
});

test("contacts are found by number or words, read, and made once each with a number in E.164", async () => {
  const { api } = await outbound();
  const contacts = "/journey/v1/contacts";
  const hanna = { id: voiceIds.contacts.hanna, name: "Hanna Vogel", phoneNumber: "+4930901820" };
  expect((await api("GET", `${contacts}?phoneNumber=%2B4930901820`)).body).toEqual([hanna]);
  expect((await api("GET", `${contacts}?search=vogel`)).body).toEqual([hanna]);
  expect((await api("GET", `${contacts}/${hanna.id}`)).body).toEqual(hanna);
  expect((await api("GET", `${contacts}/${ids.nobody}`)).status).toBe(404);
  const made = await api("POST", contacts, { name: "Ida", phoneNumber: "+46812345678" });
  expect(made).toMatchObject({ status: 201, body: { id: expect.any(String), name: "Ida" } });
  expect((await api("GET", `${contacts}?phoneNumber=%2B46812345678`)).body).toEqual([made.body]);
  for (const wrong of [
    { name: "", phoneNumber: "+4612" },
    { name: "Ida", phoneNumber: "0812345678" },
    { name: "Ida" },
  ])
    expect((await api("POST", contacts, wrong)).status).toBe(400);
});
