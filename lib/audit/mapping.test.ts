import { expect, test } from "vitest";
import { changesOf, pageOfObject } from "./mapping.ts";

test("only what differs is a change, nested fields by their path", () => {
  const before = { name: "Acme", settings: { issuer: "https://a", ids: [1] }, gone: true };
  const after = { name: "Acme", settings: { issuer: "https://b", ids: [1, 2] }, new: null };
  expect(changesOf(before, after)).toEqual([
    { field: "gone", from: "true", to: undefined },
    { field: "settings.ids", from: "[1]", to: "[1,2]" },
    { field: "settings.issuer", from: "https://a", to: "https://b" },
  ]);
  expect(changesOf(null, null)).toEqual([]);
});

test("an object leads to its page where it has one", () => {
  expect(pageOfObject("connection:con_1")).toBe("/connections/con_1");
  expect(pageOfObject("user:usr_1")).toBe("/settings/people");
  expect(pageOfObject("host:localhost:4010")).toBe("/settings/private-hosts");
  expect(pageOfObject("something:else")).toBeUndefined();
});
