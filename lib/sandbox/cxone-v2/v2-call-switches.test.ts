import { expect, test } from "vitest";
import { ids, testV2 } from "./test-v2.ts";

const blind = { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales };
const consult = { ...blind, transferType: "CONSULT" };

test("reading a call lags behind by as many seconds as the switch says: after 202 it still looks untouched", async () => {
  const { voice, transfer, state, advance } = await testV2({ callStateLagSeconds: 5 });
  const { callId } = await voice("call", {});
  await advance(10);
  await transfer(callId, blind);
  expect(await state(callId)).toBe("WAITING");
  await advance(6);
  expect(await state(callId)).toBe("IN_TRANSFER");
  await voice("answer", { callId });
  expect(await state(callId)).toBe("IN_TRANSFER");
  await advance(6);
  expect(await state(callId)).toBe("CONNECTED");
});

test.each([
  ["WAITING", { state: "WAITING" }],
  ["IN_TRANSFER", { state: "IN_TRANSFER" }],
  ["none", {}],
] as const)("the answer to a transfer says %s", async (transferAnswersState, shown) => {
  const { voice, transfer } = await testV2({ transferAnswersState });
  const { callId } = await voice("call", {});
  expect((await transfer(callId, blind)).body).toEqual({ id: expect.any(String), ...shown });
});

test("a call that an agent has and nobody transfers is WAITING, or by switch CONNECTED already", async () => {
  const { voice, state, switch: set } = await testV2();
  const { callId } = await voice("call", { agentId: ids.elif });
  expect(await state(callId)).toBe("WAITING");
  await set({ callStateBeforeTransfer: "CONNECTED" });
  expect(await state(callId)).toBe("CONNECTED");
  expect(await state((await voice("call", {})).callId)).toBe("WAITING");
});

test("a call that has ended stays DISCONNECTED, or is forgotten after a while, and its transfer is told meanwhile", async () => {
  const { voice, transfer, api, state, advance, switch: set } = await testV2();
  const { callId } = await voice("call", {});
  await transfer(callId, blind);
  await voice("answer", { callId });
  await voice("hang-up", { callId });
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({
    state: "DISCONNECTED",
    transfer: { state: "CONNECTED" },
  });
  await set({ endedCallsSeconds: 60 });
  expect(await state(callId)).toBe("DISCONNECTED");
  await advance(61);
  expect((await api("GET", `/v2/voice/calls/${callId}`)).status).toBe(404);
});

test("a caller who hangs up on the way ends the transfer too", async () => {
  const { voice, transfer, api } = await testV2();
  const { callId } = await voice("call", {});
  await transfer(callId, blind);
  await voice("hang-up", { callId });
  expect((await api("GET", `/v2/voice/calls/${callId}`)).body).toMatchObject({
    state: "DISCONNECTED",
    transfer: { state: "DISCONNECTED" },
  });
});

test("a consult transfer is complete when the target answers, or waits for somebody to complete it", async () => {
  const { voice, transfer, state, switch: set } = await testV2();
  const first = await voice("call", { agentId: ids.elif });
  await transfer(first.callId, consult);
  expect(await state(first.callId)).toBe("IN_TRANSFER");
  const answered = await voice("answer", { callId: first.callId });
  expect([answered.transfer?.state, await state(first.callId)]).toEqual(["CONNECTED", "CONNECTED"]);

  await set({ consultCompletesItself: false });
  const second = await voice("call", { agentId: ids.elif });
  await transfer(second.callId, consult);
  await voice("answer", { callId: second.callId });
  expect(await state(second.callId)).toBe("IN_TRANSFER");
  await voice("complete", { callId: second.callId });
  expect(await state(second.callId)).toBe("CONNECTED");
});

test("a consultation of an extension is taken, or refused by switch", async () => {
  const { voice, transfer, state, switch: set } = await testV2();
  const toVoicemail = { transferType: "CONSULT", targetType: "EXTENSION", targetId: "999" };
  const { callId } = await voice("call", { agentId: ids.elif });
  expect((await transfer(callId, toVoicemail)).status).toBe(202);
  expect(await state(callId)).toBe("CONNECTED");
  await set({ consultToExtension: false });
  expect(await transfer(callId, toVoicemail)).toMatchObject({ status: 400, body: { field: "transferType" } });
  expect((await transfer(callId, { ...toVoicemail, transferType: "BLIND" })).status).toBe(202);
});

test("who has the call is an id, or an object with it", async () => {
  const { voice, transfer, api, switch: set } = await testV2({ voiceAgentsAnswer: "atOnce" });
  const { callId } = await voice("call", {});
  await transfer(callId, { ...blind, skillId: ids.english });
  const read = async () => (await api("GET", `/v2/voice/calls/${callId}`)).body;
  expect(await read()).toMatchObject({ connectedTo: ids.tomasz });
  await set({ connectedToShape: "object" });
  expect(await read()).toMatchObject({ connectedTo: { userId: ids.tomasz, name: "Tomasz Kowal" } });
});

test("agents who never answer let it ring whatever is pressed, and ringing may last for ever", async () => {
  const { voice, transfer, state, advance, control } = await testV2({
    voiceAgentsAnswer: "never",
    voiceRingSeconds: 0,
  });
  const { callId } = await voice("call", {});
  await transfer(callId, blind);
  expect((await control("POST", "/voice/answer", { callId })).status).toBe(409);
  await advance(1800);
  expect(await state(callId)).toBe("IN_TRANSFER");
});

test("a transfer waits in the queue for ever, or has failed after the seconds of the switch", async () => {
  const { voice, transfer, state, advance, switch: set } = await testV2();
  for (const agentId of [ids.priya, ids.tomasz]) await voice("agent", { agentId, state: "LoggedOut" });
  const { callId } = await voice("call", {});
  await transfer(callId, blind);
  await advance(3000);
  expect(await state(callId)).toBe("WAITING");
  await voice("fail", { callId });
  await set({ voiceQueueSeconds: 30 });
  await transfer(callId, blind);
  await advance(31);
  expect(await state(callId)).toBe("FAILED");
});

test.each([
  ["atOnce", "CONNECTED"],
  ["manual", "IN_TRANSFER"],
  ["busy", "FAILED"],
] as const)("a number that is handed the call: %s", async (voiceLinesAnswer, wanted) => {
  const { voice, transfer, state, advance } = await testV2({ voiceLinesAnswer });
  const { callId } = await voice("call", {});
  await transfer(callId, { transferType: "BLIND", targetType: "NUMBER", targetId: "+493012345678" });
  expect(await state(callId)).toBe(wanted);
  if (voiceLinesAnswer !== "manual") return;
  await voice("answer", { callId });
  expect(await state(callId)).toBe("CONNECTED");
  await advance(60);
  expect(await state(callId)).toBe("CONNECTED");
});
