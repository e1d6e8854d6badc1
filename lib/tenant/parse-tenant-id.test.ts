import { expect, test } from "vitest";
import { parseTenantId } from "./parse-tenant-id.ts";

test.each([
  ["skill", "4606107", 4606107],
  ["skill", "  4606107\n", 4606107],
  ["skill", "https://na1.nice-incontact.com/acd/#/skills/4606107/details", 4606107],
  ["skill", "https://home.example.com/manage/SkillDetails.aspx?busNo=4606137&SkillId=4606107", 4606107],
  ["skill", "http://127.0.0.1:4010/cxone/console/skills/4606107", 4606107],
  ["agent", "http://127.0.0.1:4010/cxone/console/users/30103?saved=1", 30103],
  ["campaign", "https://na1.nice-incontact.com/4606137/campaigns/310001", 310001],
] as const)("a %s is found in %s", (kind, text, id) => {
  expect(parseTenantId(kind, text)).toBe(id);
});

test.each([
  ["skill", "Support_DE"],
  ["skill", "https://na1.nice-incontact.com/4606137/agents/30103"],
  ["skill", "https://na1.nice-incontact.com/skills"],
  ["agent", "12 34"],
  ["campaign", "javascript:310001"],
] as const)("another number of the address is not taken for a %s: %s", (kind, text) => {
  expect(parseTenantId(kind, text)).toBeNull();
});
