import { beforeAll, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { AppError } from "#lib/errors.ts";
import { getTransfer } from "../reads.ts";
import { policyOf } from "../scene.ts";
import { cancelTransfer } from "./cancel-transfer.ts";
import { TRANSFERS } from "./insert-run.ts";
import { listLive } from "./list-live.ts";
import { makePolicy, makeVoiceConnection } from "./scene.ts";
import { startInput, startInputIn, type TransferDetail } from "./schema.ts";
import { startTransfer } from "./start-transfer.ts";

withTestDatabase();
const ann = testCtx("supervisor", { id: "usr_ann", name: "Ann" });
const bob = testCtx("operator", { id: "usr_bob", name: "Bob" });
let policy: Awaited<ReturnType<typeof makePolicy>>;
beforeAll(async () => {
  policy = await makePolicy(policyOf(2), { name: "Sales DE" });
});

const UUID = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
let calls = 900_000;
const newCall = () => String(++calls);
const input = (callId: string, more: object = {}) =>
  startInput.parse({ policyId: policy.id, callId, ...more });
const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => {
      throw new Error("It was not refused");
    },
    (error: AppError) => error,
  );

test("a transfer stands with its policy as it is now, is due at once, and is in the audit log", async () => {
  const callId = newCall();
  const { transfer } = await startTransfer(ann, input(callId, { caller: "+49301234711", note: "VIP" }));
  expect(transfer).toMatchObject({
    callId,
    caller: "+49 30 ••• 4711",
    policy: { id: policy.id, name: "Sales DE", version: 1, body: policyOf(2) },
    open: { phase: "checking", step: 0 },
    startedBy: "Ann",
    source: "console",
    note: "VIP",
    timeline: [],
  });
  expect(await db().due.count({ where: { queue: TRANSFERS, id: transfer.id } })).toBe(1);
  const audited = await db().auditEntry.findFirst({ where: { object: `transfer:${transfer.id}` } });
  expect(audited).toMatchObject({ action: "transfer.requested", actorName: "Ann" });
  const auditor = await getTransfer(testCtx("auditor"), transfer.id);
  expect(auditor.caller).toBe("+49301234711");
});

test("of two supervisors who start the same transfer the second is told who was first, and where it is", async () => {
  const callId = newCall();
  const started: TransferDetail[] = [];
  const refused: AppError[] = [];
  await Promise.all(
    [ann, bob].map((ctx) =>
      startTransfer(ctx, input(callId)).then(
        ({ transfer }) => started.push(transfer),
        (error: AppError) => refused.push(error),
      ),
    ),
  );
  const [winner] = started;
  expect(refused.map(({ code }) => code)).toEqual(["conflict"]);
  expect(refused[0]?.options).toMatchObject({
    title: "This call is already being transferred",
    detail: expect.stringContaining(`${winner?.startedBy} started it`),
    href: `/transfers/${winner?.id}`,
  });
  expect(await db().transferRun.count({ where: { callId } })).toBe(1);
});

test("the same request with the same key gets the same transfer, also when both come at once", async () => {
  const callId = newCall();
  const send = () => startTransfer(ann, input(callId), { key: `k-${callId}` });
  const both = await Promise.all([send(), send()]);
  const third = await send();
  expect(new Set([...both, third].map(({ transfer }) => transfer.id)).size).toBe(1);
  expect(both.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
  expect(third.replayed).toBe(true);
  const other = await refusal(startTransfer(ann, input(callId, { note: "other" }), { key: `k-${callId}` }));
  expect(other.options.title).toMatch(/Idempotency-Key/);
  // Keys belong to who sends them.
  const bobs = await refusal(startTransfer(bob, input(callId), { key: `k-${callId}` }));
  expect(bobs.options.title).toBe("This call is already being transferred");
});

test("nothing starts by a policy that is gone or archived, or through a connection that is paused", async () => {
  const gone = await refusal(startTransfer(ann, { ...input(newCall()), policyId: "pol_gone" }));
  expect(gone.code).toBe("not_found");
  const archived = await makePolicy(policyOf(1));
  await db().transferPolicy.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
  const old = await refusal(startTransfer(ann, { ...input(newCall()), policyId: archived.id }));
  expect(old.options.title).toBe("The policy is archived");
  const paused = await makePolicy(policyOf(1));
  await db().connection.update({
    where: { id: paused.connectionId },
    data: { pausedAt: new Date(), pausedBy: "Cleo" },
  });
  const later = await refusal(startTransfer(ann, { ...input(newCall()), policyId: paused.id }));
  expect(later.options.detail).toMatch(/Cleo paused it/);
});

test("a call that is written otherwise is the same call, and is not transferred twice", async () => {
  for (const [kind, one, other] of [
    ["cxone-v2", "3F2B8C1E-5D4A-4F6B-9A7C-0E1D2C3B4A59", "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59"],
    ["cxone", "00910001", "910001"],
  ] as const) {
    const connectionId = await makeVoiceConnection({ kind });
    const policyId = (await makePolicy(policyOf(1), { connectionId })).id;
    const { transfer } = await startTransfer(ann, startInput.parse({ policyId, callId: one }));
    expect(transfer.callId).toBe(other);
    const again = await refusal(startTransfer(bob, startInput.parse({ policyId, callId: other })));
    expect(again.options.href).toBe(`/transfers/${transfer.id}`);
  }
});

test.each([
  ["cxone", "acd", UUID],
  ["cxone", "acd", "call-1"],
  ["cxone", "acd", "99999999999999999"],
] as const)(
  "over %s (%s) the id %s is refused at its field, before anything is called",
  async (kind, dialect, callId) => {
    const connectionId = await makeVoiceConnection({ kind });
    const policyId = (await makePolicy(policyOf(1), { connectionId })).id;
    const refused = await refusal(startTransfer(ann, startInput.parse({ policyId, callId })));
    expect(refused).toMatchObject({
      code: "bad_input",
      options: { fields: { callId: expect.stringMatching(/whole number/) } },
    });
    expect(await db().requestLog.count({ where: { connectionId } })).toBe(0);
    expect(await db().transferRun.count({ where: { connectionId } })).toBe(0);
    const inTheForm = startInputIn(() => dialect).safeParse({ policyId, callId });
    expect(inTheForm.error?.issues).toMatchObject([
      { path: ["callId"], message: refused.options.fields?.callId },
    ]);
  },
);

test.each([UUID, "call-1", "910001"])(
  "over the v2, which says nothing of ids of calls, %s may be one",
  async (callId) => {
    const connectionId = await makeVoiceConnection({ kind: "cxone-v2" });
    const policyId = (await makePolicy(policyOf(1), { connectionId })).id;
    const input = startInputIn(() => "v2").parse({ policyId, callId });
    expect((await startTransfer(ann, input)).transfer.callId).toBe(callId);
  },
);

test("an auditor starts and cancels nothing, and reads what is under way", async () => {
  const auditor = testCtx("auditor");
  const { transfer } = await startTransfer(bob, input(newCall()));
  expect((await refusal(startTransfer(auditor, input(newCall())))).code).toBe("forbidden");
  expect((await refusal(cancelTransfer(auditor, transfer.id))).code).toBe("forbidden");
  const live = await listLive(auditor);
  expect(live.transfers.find(({ id }) => id === transfer.id)).toMatchObject({
    target: "Sales DE",
    steps: 3,
    startedBy: "Bob",
  });
});

test("asking to cancel is kept and due at once; asking twice changes nothing, and what has no transfer is not found", async () => {
  const { transfer } = await startTransfer(ann, input(newCall()));
  await db().due.update({
    where: { queue_id: { queue: TRANSFERS, id: transfer.id } },
    data: { nextAt: new Date(Date.now() + 60_000) },
  });
  const cancelled = await cancelTransfer(bob, transfer.id);
  expect(cancelled.open?.cancelBy).toBe("Bob");
  expect((await cancelTransfer(ann, transfer.id)).open?.cancelBy).toBe("Bob");
  const due = await db().due.findUnique({ where: { queue_id: { queue: TRANSFERS, id: transfer.id } } });
  expect(due?.nextAt.getTime()).toBeLessThanOrEqual(Date.now());
  expect((await refusal(cancelTransfer(ann, "trf_gone"))).code).toBe("not_found");
});

test.each([
  ["an empty call id", { callId: "  " }],
  ["a call id that would lead elsewhere", { callId: "../../users" }],
  ["the placeholder of a call", { callId: "00000000-0000-0000-0000-000000000000" }],
  ["no policy", { policyId: "" }],
  ["a field nobody knows", { queue: "1" }],
])("%s is refused", (_what, more) => {
  expect(startInput.safeParse({ policyId: "pol_1", callId: "900001", ...more }).success).toBe(false);
});
