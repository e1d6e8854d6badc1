import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { mapProfile } from "#lib/engage/mapping.ts";
import { baseUriOf, webhookUrlOf } from "./context.ts";
import { agentsInput, categoriesInput, communityInput, sourceInput, webhookInput } from "./schema.ts";

const ID = "5f4e3d2c0009000000000001";

/** What a field is refused with, "" when it is taken. */
const said = (schema: z.ZodType, input: unknown, field: string): string =>
  schema.safeParse(input).error?.issues.find(({ path }) => path[0] === field)?.message ?? "";

describe("categories (E-20, E-21)", () => {
  test("nothing has to be typed: the parent is Cognigy, both children are found or made by name", () => {
    expect(categoriesInput.parse({})).toEqual({ parentName: "Cognigy", botCategory: "", agentCategory: "" });
  });

  test.each([
    ["the id", ID],
    ["the address of the page", `https://acme.engagement.dimelo.com/admin/categories/${ID}/edit`],
    ["with blanks round it", ` ${ID}\n`],
  ])("%s of a category is taken", (_what, botCategory) => {
    expect(said(categoriesInput, { botCategory }, "botCategory")).toBe("");
  });

  test.each([
    [
      "another page",
      `https://acme.engagement.dimelo.com/admin/content_sources/${ID}/edit`,
      /page of a source/,
    ],
    ["a page without id", "https://acme.engagement.dimelo.com/admin/categories/new/edit", /no id yet/],
    ["half an id", "5f4e3d2c", /not an id/],
  ])("%s is refused", (_what, botCategory, sentence) => {
    expect(said(categoriesInput, { botCategory }, "botCategory")).toMatch(sentence);
  });

  test("Bot and Agent are two categories", () => {
    const both = { botCategory: ID, agentCategory: ID };
    expect(said(categoriesInput, both, "agentCategory")).toMatch(/two categories/);
  });
});

describe("webhook (E-50, E-53)", () => {
  test.each([
    ["one character", "a"],
    ["255 characters", "x".repeat(255)],
    ["nothing: one is made", ""],
  ])("a secret of %s is taken", (_what, secret) => {
    expect(said(webhookInput, { secret }, "secret")).toBe("");
  });

  test.each([
    ["256 characters", "x".repeat(256), /256 characters/],
    ["a letter that is not ASCII", "geheimnöß", /ö/],
    ["a line break", "a\nb", /cannot be sent/],
    ["a blank at its end", "abc ", /ends with a blank/],
  ])("a secret with %s is refused", (_what, secret, sentence) => {
    expect(said(webhookInput, { secret }, "secret")).toMatch(sentence);
  });

  test("a verification token has no blank", () => {
    expect(said(webhookInput, { verifyToken: "a b" }, "verifyToken")).toMatch(/blank/);
  });
});

describe("what else is typed or chosen", () => {
  test("a source is chosen or named by its endpoint (E-34)", () => {
    expect(said(sourceInput, {}, "sourceId")).toMatch(/Choose the source/);
    expect(said(sourceInput, { realtimeUrl: "https://a.example" }, "sourceId")).toBe("");
  });

  test("a realtime token that was cut by a line end is refused (E-33)", () => {
    expect(said(sourceInput, { sourceId: ID, realtimeToken: "abc\ndef" }, "realtimeToken")).toMatch(/blank/);
  });

  test("a community and at least one agent are chosen (E-01, E-40)", () => {
    expect(said(communityInput, { communityId: "", communityName: "" }, "communityId")).toMatch(/Choose/);
    expect(said(agentsInput, { agents: [] }, "agents")).toMatch(/at least one agent/);
  });
});

test("the Base URI is derived and has no two slashes in a row (E-31, E-50)", () => {
  for (const publicUrl of ["https://patchbay.example.com", "https://patchbay.example.com/"]) {
    expect(baseUriOf({ publicUrl })).toBe("https://patchbay.example.com/handover/rce");
    const provider = { id: "69f9bba8844ecf15d07954f9" };
    expect(webhookUrlOf({ publicUrl, ownPath: true, provider } as never)).toBe(
      "https://patchbay.example.com/handover/rce/69f9bba8844ecf15d07954f9",
    );
  }
});

test("keys of a profile that Engage knows become fields of its user, the rest context data (E-80)", () => {
  const { lines } = mapProfile({
    firstName: "Ada",
    email: "ada@example.com",
    customerTier: "gold",
    empty: "",
  });
  expect(lines.map(({ key, kind, target }) => [key, kind, target])).toEqual([
    ["firstName", "field", "firstname"],
    ["email", "field", "email"],
    ["customerTier", "context", "customer-Tier"],
    ["empty", "left-out", ""],
  ]);
});
