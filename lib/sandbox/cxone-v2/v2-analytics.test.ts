import { expect, test } from "vitest";
import { ids, testV2, type V2 } from "./test-v2.ts";

const path = "/v2/analytics/conversations/details/query";
const metrics = [
  { name: "transferSuccess", type: "count" },
  { name: "transferDuration", type: "average" },
];
/** The query of seed 001 for one call. */
const query = (callId: string, change: Record<string, unknown> = {}) => ({
  from: "2020-01-01T00:00:00.000Z",
  to: "2099-12-31T23:59:59.999Z",
  size: 1000,
  aggregations: {
    transferMetrics: { metrics, filters: [{ type: "call", field: "callId", values: [callId] }] },
  },
  ...change,
});

/** A call that was handed over twice: ten seconds to a queue, at once to voicemail. */
async function handedOver(v2: V2) {
  const { callId } = await v2.voice("call", {});
  await v2.transfer(callId, { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales });
  await v2.advance(10);
  await v2.voice("answer", { callId });
  return callId;
}

function counted(success: number | null, duration: unknown) {
  return {
    aggregations: {
      transferMetrics: { transferSuccess: { count: success }, transferDuration: { average: duration } },
    },
  };
}

test("successes are counted and their duration averaged, for the calls of the filter", async () => {
  const v2 = await testV2();
  const callId = await handedOver(v2);
  const other = await v2.voice("call", {});
  const answer = (await v2.api("POST", path, query(callId))).body as ReturnType<typeof counted>;
  expect(answer).toMatchObject({
    ...counted(1, expect.any(Number)),
    totalHits: 1,
    conversations: [{ callId, transfers: [{ state: "CONNECTED" }] }],
  });
  const average = Number(answer.aggregations.transferMetrics.transferDuration.average);
  expect(average).toBeGreaterThanOrEqual(10_000);
  expect(average).toBeLessThan(20_000);
  expect((await v2.api("POST", path, query(other.callId))).body).toMatchObject(counted(0, null));
  const all = query(callId, { aggregations: { transferMetrics: { metrics } } });
  expect((await v2.api("POST", path, all)).body).toMatchObject(counted(1, expect.any(Number)));
});

test("only what began between from and to is counted, and a failed transfer is no success", async () => {
  const v2 = await testV2();
  const callId = await handedOver(v2);
  // The range that seed 001 asks for is long over.
  const seed = { from: "2023-01-01T00:00:00.000Z", to: "2023-12-31T23:59:59.999Z" };
  expect((await v2.api("POST", path, query(callId, seed))).body).toMatchObject(counted(0, null));
  await v2.transfer(callId, { transferType: "BLIND", targetType: "QUEUE", targetId: ids.service });
  await v2.voice("fail", { callId });
  expect((await v2.api("POST", path, query(callId))).body).toMatchObject(counted(1, expect.any(Number)));
  const all = { size: 1, aggregations: { transferMetrics: { metrics } } };
  const one = (await v2.api("POST", path, query(callId, all))).body as { conversations: object[] };
  expect(one).toMatchObject({ ...counted(1, expect.any(Number)), totalHits: 2 });
  expect(one.conversations).toHaveLength(1);
});

test.each([
  [
    "results",
    {
      results: [
        { name: "transferMetrics", metrics: [{ name: "transferSuccess", type: "count", value: 1 }, {}] },
      ],
    },
  ],
  ["flat", { transferSuccess: 1, transferDuration: expect.any(Number) }],
] as const)("the numbers may stand elsewhere: %s", async (analyticsShape, shape) => {
  const v2 = await testV2({ analyticsShape });
  const callId = await handedOver(v2);
  expect((await v2.api("POST", path, query(callId))).body).toMatchObject(shape);
});

test("analytics may lag behind the call", async () => {
  const v2 = await testV2({ analyticsLagSeconds: 60 });
  const callId = await handedOver(v2);
  expect((await v2.api("POST", path, query(callId))).body).toMatchObject(counted(0, null));
  await v2.advance(61);
  expect((await v2.api("POST", path, query(callId))).body).toMatchObject(counted(1, expect.any(Number)));
});

test("a query with anything wrong is refused with the name of the field", async () => {
  const { api } = await testV2();
  const wrong: [field: string, change: Record<string, unknown>][] = [
    ["from", { from: "yesterday" }],
    ["from", { from: undefined }],
    ["to", { to: "2019-01-01T00:00:00Z" }],
    ["size", { size: 0 }],
    ["size", { size: 1001 }],
    ["size", { size: "10" }],
    ["aggregations", { aggregations: undefined }],
    ["aggregations", { aggregations: { one: { metrics: [{ name: "handleTime", type: "sum" }] } } }],
    ["aggregations", { aggregations: { one: { metrics, filters: [{ type: "queue", field: "queueId" }] } } }],
    // A filter that is none must not count the calls of everybody.
    ["aggregations", { aggregations: { one: { metrics, filters: { callId: ids.nobody } } } }],
    ["aggregations", { aggregations: { one: "transferSuccess" } }],
    ["colour", { colour: "red" }],
  ];
  for (const [field, change] of wrong) {
    const { status, body } = await api("POST", path, query(ids.nobody, change));
    expect([change, status, body]).toMatchObject([change, 400, { field }]);
  }
});
