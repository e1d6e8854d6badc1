import { expect, test } from "vitest";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { ended, kindsOf, openTransferHouse, pass, textOf, told } from "./test-house.ts";

withTestDatabase();

const TRANSFER = { method: "POST", pathPattern: "/voice/calls/.*/transfer" };
const fixesOf = (transfer: Awaited<ReturnType<typeof ended>>) =>
  transfer.timeline.map(({ facts }) => String(facts?.fix ?? "")).join("\n");

test("T-70: a token that CXone goes on rejecting is named, with what to do", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ ...TRANSFER, times: 20, status: 401 });
  const callId = await house.call();
  const transfer = await told(await house.start(callId, [house.sales()]), /Refused/);
  expect(textOf(transfer)).toMatch(/does not accept the token/);
  expect(fixesOf(transfer)).toMatch(/secret|client|credential|rotate/i);
  expect(await house.transfersOf(callId)).toBe(0);
});

test("T-71: the scope that is missing is named, with what to do", async () => {
  const house = await openTransferHouse("v2");
  const callId = await house.call();
  await house.voice("client", {
    scopes: ["voice:queue:read", "voice:campaign:read", "routing:skill:read", "user:presence:read", "cxone"],
    forgetTokens: true,
  });
  const transfer = await told(await house.start(callId, [house.sales()]), /Refused|Not sent|looked up/);
  expect(textOf(transfer) + fixesOf(transfer)).toContain("voice:call:control");
});

test("T-72: a transfer that CXone refuses goes to the next target, and the refusal stands in the timeline", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ ...TRANSFER, times: 1, status: 400, body: { message: "Invalid targetType" } });
  const transfer = await ended(await house.start(await house.call(), [house.sales(), house.service()]));
  expect(transfer).toMatchObject({ outcome: "fallback", reason: { code: "refused" }, attempts: 2 });
  expect(kindsOf(transfer)).toContain("refused");
});

test("T-72: the field of the policy that CXone refuses is named, by its label in the editor", async () => {
  const house = await openTransferHouse("v2", { switches: { consultToExtension: false } });
  const toExtension = house.sales({ transferType: "CONSULT", targetType: "EXTENSION", targetId: "100" });
  const transfer = await ended(
    await house.start(await house.call(), [toExtension, { ...toExtension, transferType: "BLIND" }]),
  );
  expect(transfer.timeline.find(({ kind }) => kind === "refused")?.facts).toMatchObject({
    status: 400,
    field: "First target: How",
  });
});

test("T-73: throttled, the same step waits as long as CXone asks and is then issued", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ ...TRANSFER, times: 1, status: 429, headers: { "retry-after": "1" } });
  const transfer = await ended(await house.start(await house.call(), [house.sales()]));
  expect(transfer).toMatchObject({ outcome: "connected", attempts: 1 });
  expect(textOf(transfer)).toMatch(/Not sent: .*Next try in/);
});

test("T-74: after a 500 the call is read, and the same is not asked again before half a minute", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ ...TRANSFER, times: 1, status: 500 });
  const callId = await house.call();
  const id = await house.start(callId, [house.sales()]);
  const unclear = await told(id, /No clear answer/);
  expect(fixesOf(unclear)).toMatch(/30|half a minute|circular|skill/i);
  await pass(id, 15);
  await told(id, /No clear answer/);
  expect(await house.transfersOf(callId)).toBe(0);
  await pass(id, 20);
  expect(await ended(id)).toMatchObject({ outcome: "connected", attempts: 2 });
  expect(await house.transfersOf(callId)).toBe(1);
});

test("an answer that was lost after the work: the call is read and found transferred, nothing is issued again", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ ...TRANSFER, times: 1, drop: "after" });
  const callId = await house.call();
  const transfer = await ended(await house.start(callId, [house.sales()]));
  expect(transfer).toMatchObject({ outcome: "connected", attempts: 1 });
  expect(kindsOf(transfer)).toEqual(expect.arrayContaining(["unclear", "reconciled"]));
  expect(await house.transfersOf(callId)).toBe(1);
});

test("an answer that was lost before the work: once it is sure that nothing shows, the step is issued again", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ ...TRANSFER, times: 1, drop: "before" });
  const callId = await house.call();
  const id = await house.start(callId, [house.sales()]);
  await told(id, /No clear answer/);
  await pass(id, 12);
  expect(await ended(id)).toMatchObject({ outcome: "connected", attempts: 2 });
  expect(await house.transfersOf(callId)).toBe(1);
});

test("nobody ever says what became of it: the record closes as unknown", async () => {
  const house = await openTransferHouse("v2", {
    switches: { voiceAgentsAnswer: "never", voiceRingSeconds: 0 },
  });
  const callId = await house.call();
  const id = await house.start(callId, [house.sales()]);
  await told(id, /IN_TRANSFER/);
  await pass(id, 6);
  await told(id, /No end within/);
  await pass(id, 70);
  expect(await ended(id)).toMatchObject({ outcome: "unknown", reason: { code: "timed_out" }, attempts: 1 });
  expect(await house.transfersOf(callId)).toBe(1);
});

test("T-50, T-51: presence and metrics that cannot be read keep no transfer from closing, and are named", async () => {
  const house = await openTransferHouse("v2");
  await house.fault({ method: "GET", pathPattern: "/users/.*/presence", times: 20, status: 403 });
  await house.fault({ method: "POST", pathPattern: "/analytics/.*", times: 20, status: 400 });
  const transfer = await ended(await house.start(await house.call(), [house.sales()]));
  expect(transfer).toMatchObject({ outcome: "connected", presence: "UNKNOWN", metrics: null });
  expect(transfer.agent?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(textOf(transfer)).toMatch(/Presence of .*: UNKNOWN \(look-up failed: /);
  expect(textOf(transfer)).toMatch(/Metrics could not be read: /);
});

test("T-51: at a number outside nobody's presence is known, and the record says so", async () => {
  const house = await openTransferHouse("v2", { switches: { voiceLinesAnswer: "atOnce" } });
  const number = house.sales({ targetType: "NUMBER", targetId: "+493012345678", targetName: "" });
  const transfer = await ended(await house.start(await house.call(), [number]));
  expect(transfer).toMatchObject({ outcome: "connected", agent: null, presence: "UNKNOWN" });
});
