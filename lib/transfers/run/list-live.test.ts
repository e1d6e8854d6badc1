import { beforeAll, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getTransfer } from "../reads.ts";
import { policyOf, route } from "../scene.ts";
import { begin, type TransferState } from "../state.ts";
import { listLive } from "./list-live.ts";
import { listStartPolicies } from "./list-start-policies.ts";
import { makePolicy } from "./scene.ts";
import { liveQuery, startInput } from "./schema.ts";
import { startTransfer } from "./start-transfer.ts";

withTestDatabase();

const NUMBER = "+49301234711";
const MASKED = "+49 30 ••• 4711";
const ann = testCtx("supervisor", { name: "Ann" });
const auditor = testCtx("auditor");
let sales: Awaited<ReturnType<typeof makePolicy>>;
let back: Awaited<ReturnType<typeof makePolicy>>;
let backId: string;

beforeAll(async () => {
  sales = await makePolicy(policyOf(2), { name: "Sales" });
  const number = route("", { targetType: "NUMBER", targetId: NUMBER });
  back = await makePolicy(policyOf([number]), { name: "Call back" });
  const start = async (policyId: string, callId: string, caller?: string) =>
    (await startTransfer(ann, startInput.parse({ policyId, callId, caller }))).transfer.id;
  await start(sales.id, "910001");
  backId = await start(back.id, "910002", NUMBER);
  const text = `Refused: ${NUMBER} is engaged.`;
  const state: TransferState = {
    ...begin(),
    phase: "reconciling",
    callState: "IN_TRANSFER",
    unknown: true,
    reason: { code: "refused", text },
  };
  const timeline = [
    { at: "2026-11-21T08:15:00.000Z", step: 0, kind: "unclear", text, facts: { to: NUMBER } },
  ];
  await db().transferRun.update({ where: { id: backId }, data: { state, timeline } });
  await db().connection.update({
    where: { id: back.connectionId },
    data: { pausedAt: new Date("2026-11-21T08:00:00Z"), pausedBy: "Cleo" },
  });
});

const calls = async (query: Record<string, string>, ctx = ann) =>
  (await listLive(ctx, liveQuery.parse(query))).transfers.map(({ callId }) => callId);

test("what is under way shows how it stands, that its outcome is not known, and its number as the reader may see it", async () => {
  const [open] = (await listLive(ann, { policy: [back.id] })).transfers;
  expect(open).toMatchObject({
    id: backId,
    caller: MASKED,
    target: `number ${MASKED}`,
    last: `Refused: ${MASKED} is engaged.`,
    phase: "reconciling",
    callState: "IN_TRANSFER",
    unknown: true,
    step: 0,
    steps: 2,
    startedBy: "Ann",
    source: "console",
  });
  const [whole] = (await listLive(auditor, { policy: [back.id] })).transfers;
  expect(whole).toMatchObject({ caller: NUMBER, target: `number ${NUMBER}` });
  const detail = await getTransfer(ann, backId);
  expect(detail).toMatchObject({
    caller: MASKED,
    target: `number ${MASKED}`,
    reason: { code: "refused", text: `Refused: ${MASKED} is engaged.` },
    timeline: [{ text: `Refused: ${MASKED} is engaged.`, facts: { to: MASKED } }],
    open: { unknown: true },
  });
});

test("it is narrowed by connection, by policy and by words, as they are shown to the reader", async () => {
  expect(await calls({})).toEqual(["910001", "910002"]);
  expect(await calls({ connection: sales.connectionId })).toEqual(["910001"]);
  expect(await calls({ policy: back.id })).toEqual(["910002"]);
  expect(await calls({ q: "call BACK" })).toEqual(["910002"]);
  expect(await calls({ q: "910001" })).toEqual(["910001"]);
  expect(await calls({ q: NUMBER }, auditor)).toEqual(["910002"]);
  // Whether a number is found would tell it.
  expect(await calls({ q: NUMBER })).toEqual([]);
});

test("a contact centre that somebody has paused is shown as that, and nothing is offered to start there", async () => {
  const { upstream, filters } = await listLive(ann);
  const pausedBy = new Map(upstream.map((one) => [one.connection.id, one.pausedBy]));
  expect([pausedBy.get(sales.connectionId), pausedBy.get(back.connectionId)]).toEqual([null, "Cleo"]);
  expect(filters.policies.map(({ name }) => name)).toEqual(["Call back", "Sales"]);
  expect((await listStartPolicies(ann)).map(({ name }) => name)).toEqual(["Sales"]);
});
