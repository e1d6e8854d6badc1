import { expect, test } from "vitest";
import { ids, testV2 } from "./test-v2.ts";

const toSales = { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales, priority: 2 };

test("a blind transfer to a queue goes WAITING, IN_TRANSFER, CONNECTED, and names who has the call", async () => {
  const { voice, transfer, api, state } = await testV2();
  await voice("agent", { agentId: 30107, state: "Unavailable" });
  await voice("agent", { agentId: 30108, state: "Unavailable" });
  const { callId } = await voice("call", {});
  const accepted = await transfer(callId, toSales);
  expect(accepted).toMatchObject({ status: 202, body: { id: expect.any(String), state: "WAITING" } });
  expect(await state(callId)).toBe("WAITING");
  await voice("agent", { agentId: ids.tomasz, state: "Available" });
  expect(await state(callId)).toBe("IN_TRANSFER");
  await voice("answer", { callId });
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({
    id: callId,
    state: "CONNECTED",
    connectedTo: ids.tomasz,
    transfer: { id: (accepted.body as { id: string }).id, targetType: "QUEUE", targetId: ids.sales },
  });
  await voice("hang-up", { callId });
  expect(await state(callId)).toBe("DISCONNECTED");
});

test("whoever holds the skill within the queue is asked, and nobody else", async () => {
  const { voice, transfer } = await testV2();
  const { callId } = await voice("call", {});
  await transfer(callId, { ...toSales, skillId: ids.english });
  expect((await voice("answer", { callId })).userId).toBe(ids.tomasz);
});

test("a call that is being transferred already is refused with 409, and may be transferred again after it failed", async () => {
  const { voice, transfer, state } = await testV2();
  const { callId } = await voice("call", {});
  await transfer(callId, toSales);
  expect(await transfer(callId, toSales)).toMatchObject({
    status: 409,
    body: { code: "transfer.underway", message: expect.stringContaining("already") },
  });
  await voice("fail", { callId });
  expect(await state(callId)).toBe("FAILED");
  expect((await transfer(callId, toSales)).status).toBe(202);
  expect(await state(callId)).toBe("IN_TRANSFER");
});

test("an answer that is lost after the work has begun one transfer, and asking again is refused", async () => {
  const { voice, transfer, api, control } = await testV2();
  const { callId } = await voice("call", {});
  await control("POST", "/faults", { system: "cxoneV2", method: "POST", times: 1, drop: "after" });
  await expect(transfer(callId, toSales)).rejects.toThrow();
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({
    transfer: { targetId: ids.sales },
  });
  expect((await transfer(callId, toSales)).status).toBe(409);
});

test("an answer that is lost before the work leaves the call alone", async () => {
  const { voice, transfer, api, control } = await testV2();
  const { callId } = await voice("call", {});
  await control("POST", "/faults", { system: "cxoneV2", method: "POST", times: 1, drop: "before" });
  await expect(transfer(callId, toSales)).rejects.toThrow();
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({
    state: "WAITING",
    transfer: null,
  });
});

test("ringing that nobody answers fails by the sandbox's clock, and a voicemail extension answers by itself", async () => {
  const { voice, transfer, state, advance } = await testV2();
  const { callId } = await voice("call", {});
  await transfer(callId, toSales);
  await advance(21);
  expect(await state(callId)).toBe("FAILED");
  await transfer(callId, { transferType: "BLIND", targetType: "EXTENSION", targetId: "999" });
  expect(await state(callId)).toBe("CONNECTED");
});

test("a transfer with anything wrong is refused with the name of the field, and begins nothing", async () => {
  const { voice, transfer, api } = await testV2();
  const { callId } = await voice("call", {});
  const wrong: [field: string, change: Record<string, unknown>][] = [
    ["transferType", { transferType: "WARM" }],
    ["targetType", { targetType: "AGENT" }],
    ["targetId", { targetId: undefined }],
    ["targetId", { targetId: "4606112" }],
    ["targetId", { targetId: `{${ids.sales}}` }],
    ["targetId", { targetId: ids.zero }],
    ["targetId", { targetId: ids.nobody }],
    ["targetId", { targetId: ids.salesSkill }],
    ["targetId", { targetId: ids.inactive }],
    ["targetId", { targetId: ids.german }],
    ["targetId", { targetType: "SKILL" }],
    ["targetId", { targetType: "EXTENSION" }],
    ["targetId", { targetType: "NUMBER", targetId: "030123456" }],
    ["targetId", { targetType: "NUMBER", targetId: "+0123" }],
    ["targetId", { targetType: "NUMBER", targetId: "+1 555 123" }],
    ["targetId", { targetType: "NUMBER", targetId: "+1234567890123456" }],
    ["skillId", { skillId: "German" }],
    ["skillId", { skillId: ids.zero }],
    ["skillId", { skillId: ids.sales }],
    ["skillId", { skillId: ids.german, targetType: "EXTENSION", targetId: "999" }],
    ["priority", { priority: 0 }],
    ["priority", { priority: 6 }],
    ["priority", { priority: 2.5 }],
    ["priority", { priority: "2" }],
    ["priority", { priority: "" }],
    ["callbackNumber", { callbackNumber: "15551234567" }],
    ["colour", { colour: "red" }],
  ];
  for (const [field, change] of wrong) {
    const { status, body } = await transfer(callId, { ...toSales, ...change });
    expect([change, status, body]).toMatchObject([change, 400, { field, message: expect.any(String) }]);
  }
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({ transfer: null });
});

test("a body that is no JSON, a call id that is no UUID and a call that is unknown are told apart", async () => {
  const { raw, voice, transfer, api } = await testV2();
  const { callId } = await voice("call", {});
  expect((await transfer(ids.nobody, toSales)).body).toMatchObject({ status: 404, code: "call.not.found" });
  expect((await transfer("42", toSales)).body).toMatchObject({ status: 400, field: "callId" });
  expect((await api("POST", `/v2/voice/calls/${callId}/transfer`, "text")).status).toBe(400);
  expect((await raw(`/cxone-v2/api/v2/voice/calls/${callId}`)).status).toBe(401);
  await voice("hang-up", { callId });
  expect((await transfer(callId, toSales)).status).toBe(404);
});
