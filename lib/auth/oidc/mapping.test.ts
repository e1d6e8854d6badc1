import { describe, expect, test } from "vitest";
import { groupsOf, roleFor } from "./mapping.ts";

describe("groups", () => {
  test.each<[Record<string, unknown>, string, string[]]>([
    [{ groups: ["a", "b"] }, "groups", ["a", "b"]],
    [{ groups: "a" }, "groups", ["a"]],
    [{ "https://acme.example/groups": ["a"] }, "https://acme.example/groups", ["a"]],
    [{ realm_access: { roles: ["a"] } }, "realm_access.roles", ["a"]],
    [{ groups: ["a", 7, null] }, "groups", ["a"]],
    [{}, "groups", []],
    [{}, "constructor.name", []],
    [{ groups: null }, "groups.deep", []],
  ])("of %o under %s are %o", (claims, claim, wanted) => {
    expect(groupsOf(claims, claim)).toEqual(wanted);
  });
});

test("the first line that fits gives the role, and none gives none", () => {
  const lines = [
    { group: "leads", role: "supervisor" },
    { group: "it", role: "admin" },
  ] as const;
  expect(roleFor(["it", "leads"], lines)).toBe("supervisor");
  expect(roleFor(["it"], lines)).toBe("admin");
  expect(roleFor(["IT", "sales"], lines)).toBeUndefined();
});
