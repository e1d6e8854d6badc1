import { expect, test } from "vitest";
import { placeInput } from "./schema.ts";

const right = {
  connectionId: "con_1",
  campaignId: "4711",
  phoneNumber: "+4915112340001",
  agentId: "30103",
  confirmed: true,
};
const refusedAt = (more: object) =>
  placeInput.safeParse({ ...right, ...more }).error?.issues.map(({ path }) => path.join("."));

test("a call needs no more than who is called, by whom, and that somebody confirmed it", () => {
  expect(placeInput.parse(right)).toEqual({ ...right, data: {} });
});

test.each(["5551234567", "+49 151 1234", "+0123456789", "+1555CALLNOW", "+1234567890123456"])(
  "number %s is none that can be called (P-13)",
  (phoneNumber) => {
    expect(refusedAt({ phoneNumber })).toEqual(["phoneNumber"]);
  },
);

test("nothing is placed without a confirmation, or with context that is no object (P-15)", () => {
  expect(refusedAt({ confirmed: false })).toEqual(["confirmed"]);
  for (const data of [["a"], "text", null, { long: "x".repeat(4_000) }])
    expect(refusedAt({ data })).toEqual(["data"]);
});
