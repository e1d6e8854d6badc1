import { expect, test } from "vitest";
import { json } from "#lib/http/start-test-server.ts";
import { readMetricsOf } from "./metrics.ts";
import { failure, withTestV2 } from "./with-test-v2.ts";

const scene = withTestV2();
const ROUTE = "POST /api/v2/analytics/conversations/details/query";
const range = { from: new Date("2026-11-21T09:00:00.000Z"), to: new Date("2026-11-21T10:00:00.000Z") };
const read = () => readMetricsOf(scene.client, "call-1", range);

test("asks for what the seed asks for, in the range that is given and for one call (T-50)", async () => {
  scene.cxone.on(ROUTE, json(200, {}));
  await read();
  expect(JSON.parse(scene.cxone.requests.at(-1)?.body ?? "")).toEqual({
    from: "2026-11-21T09:00:00.000Z",
    to: "2026-11-21T10:00:00.000Z",
    size: 1000,
    aggregations: {
      transferMetrics: {
        metrics: [
          { name: "transferSuccess", type: "count" },
          { name: "transferDuration", type: "average" },
        ],
        filters: [{ type: "call", field: "callId", values: ["call-1"] }],
      },
    },
  });
});

test.each([
  [
    "members",
    { aggregations: { transferMetrics: { transferSuccess: { count: 1 }, transferDuration: 4200 } } },
  ],
  ["flat", { transferSuccess: 1, transferDuration: 4200 }],
  [
    "a list",
    {
      results: [
        {
          name: "transferMetrics",
          metrics: [
            { name: "transferSuccess", type: "count", value: 1 },
            { metric: "transferDuration", average: 4200 },
          ],
        },
      ],
    },
  ],
])("finds the numbers by name in an answer of %s: the seed shows none", async (_name, answer) => {
  scene.cxone.on(ROUTE, json(200, answer));
  expect(await read()).toMatchObject({ transferSuccess: 1, transferDurationMs: 4200 });
});

test.each([{}, { aggregations: { transferMetrics: { transferSuccess: null } } }, { transferSuccess: "1" }])(
  "%j tells nothing, which is not zero",
  async (answer) => {
    scene.cxone.on(ROUTE, json(200, answer));
    expect(await read()).toMatchObject({ transferSuccess: null, transferDurationMs: null });
  },
);

test("a question may be asked again after a 500, and an answer that is none is an error", async () => {
  scene.cxone.on(ROUTE, json(500, {}), json(200, { transferSuccess: 2 }));
  expect((await read()).transferSuccess).toBe(2);
  scene.cxone.on(ROUTE, json(200, [1]));
  expect((await failure(read())).code).toBe("unexpected_answer");
});
