import { describe, expect, test } from "vitest";
import { callForm, placeInput, problemsOfIds } from "./schema.ts";

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

test.each([
  "5551234567",
  "+49 151 1234",
  "+0123456789",
  "+1555CALLNOW",
  "+1234567890123456",
  "+4915112,34001",
  "++4915112340001",
  "+123456",
])("number %s is none that can be called (P-13)", (phoneNumber) => {
  expect(refusedAt({ phoneNumber })).toEqual(["phoneNumber"]);
});

test("nothing is placed without a confirmation, or with context that is no object (P-15)", () => {
  expect(refusedAt({ confirmed: false })).toEqual(["confirmed"]);
  for (const data of [["a"], "text", null, { long: "x".repeat(4_000) }])
    expect(refusedAt({ data })).toEqual(["data"]);
});

describe("ids of each dialect", () => {
  const uuid = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
  const zero = "00000000-0000-0000-0000-000000000000";
  const fields = ["campaignId", "contactId", "agentId"] as const;

  test.each(fields)("one placeholder among real ids stops the call: %s (P-31)", (field) => {
    const real = { campaignId: uuid, contactId: uuid, agentId: uuid };
    expect(problemsOfIds("v2", real)).toEqual({});
    expect(problemsOfIds("v2", { ...real, [field]: zero })).toEqual({
      [field]: expect.stringContaining("all-zero placeholder"),
    });
    const whole = { campaignId: "4711", contactId: "4712", agentId: "4713" };
    expect(problemsOfIds("acd", whole)).toEqual({});
    for (const id of ["0", "0000", "-1", "4711.5", "4711a", uuid, ""])
      expect(Object.keys(problemsOfIds("acd", { ...whole, [field]: id }))).toEqual([field]);
  });
});

describe("the form of a call", () => {
  const typed = {
    connectionId: "con_1",
    campaignId: "4711",
    phoneNumber: right.phoneNumber,
    agentId: "30103",
  };

  test("sends neither an empty contact nor empty context", () => {
    expect(callForm.parse({ ...typed, contactId: "", data: " " })).toEqual({ ...typed, data: {} });
    expect(callForm.parse({ ...typed, contactId: "c1", data: '{"a": 1}' })).toMatchObject({
      contactId: "c1",
      data: { a: 1 },
    });
  });

  test.each([
    ["{a: 1}", /^This is not JSON/],
    ['["a"]', /^Context is a JSON object/],
    ["12", /^Context is a JSON object/],
    [`{"a": "${"x".repeat(4_000)}"}`, /^At most 4000 characters/],
  ])("refuses the context %j at its field (P-15)", (data, sentence) => {
    const { issues = [] } = callForm.safeParse({ ...typed, data }).error ?? {};
    expect(issues).toMatchObject([{ path: ["data"], message: expect.stringMatching(sentence) }]);
  });
});
