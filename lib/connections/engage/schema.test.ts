import { describe, expect, test } from "vitest";
import { connectionInputSchema, draftCheckSchema } from "../schema.ts";
import { engageInputSchema, engageSettingsSchema } from "./schema.ts";

const ACME = { uiBaseUrl: "https://cognigy.engagement.dimelo.com" };

/** The sentence at a field of the settings. */
function refusal(typed: Record<string, string>, field: string): string | undefined {
  const { error } = engageSettingsSchema.safeParse(typed);
  return error?.issues.find(({ path }) => path[0] === field)?.message;
}

describe("the address of Engage (E-60)", () => {
  test.each([
    "cognigy.engagement.dimelo.com",
    "  https://Cognigy.Engagement.Dimelo.com/ ",
    "https://cognigy.engagement.dimelo.com/admin/categories/5dc373750e69dc46c639ac73/edit",
    "https://cognigy.api.engagement.dimelo.com/1.0/categories",
    "cognigy.api.engagement.dimelo.com",
  ])("%s leads to the account", (uiBaseUrl) => {
    expect(engageSettingsSchema.parse({ uiBaseUrl })).toEqual(ACME);
  });

  test("the API's address is kept only where it does not follow from the domain", () => {
    const apiBaseUrl = "https://cognigy.api.engagement.dimelo.com/1.0";
    expect(engageSettingsSchema.parse({ ...ACME, apiBaseUrl })).toEqual(ACME);
    const sandbox = {
      uiBaseUrl: "http://127.0.0.1:4010/engage",
      apiBaseUrl: "http://127.0.0.1:4010/engage-api",
    };
    expect(engageSettingsSchema.parse(sandbox)).toEqual(sandbox);
    expect(engageSettingsSchema.parse(engageSettingsSchema.parse(sandbox))).toEqual(sandbox);
  });

  test.each([
    [{ uiBaseUrl: "" }, "uiBaseUrl", /Enter/],
    [{ uiBaseUrl: "https://user:pass@cognigy.engagement.dimelo.com" }, "uiBaseUrl", /user name and password/],
    [{ uiBaseUrl: "https://10.0.0.1/engage" }, "uiBaseUrl", /not an address of Engage/],
    [{ uiBaseUrl: "https://acme.example" }, "uiBaseUrl", /not an address of Engage/],
    [{ uiBaseUrl: "cognigy" }, "uiBaseUrl", /whole domain/],
    [{ uiBaseUrl: "cognigy.engagement.dimelo.com", apiBaseUrl: "not an address" }, "apiBaseUrl", /blank/],
    [{ ...ACME, apiBaseUrl: "https://a:b@api.example" }, "apiBaseUrl", /user name and password/],
    [{ ...ACME, apiBaseUrl: ACME.uiBaseUrl }, "apiBaseUrl", /same|sign in/],
    [
      { ...ACME, apiBaseUrl: "https://other.engagement.dimelo.com" },
      "apiBaseUrl",
      /People sign in at other\.engagement\.dimelo\.com\. The API is at other\.api\.engagement\.dimelo\.com/,
    ],
  ])("%o is refused at %s", (typed, field, sentence) => {
    expect(refusal(typed, field)).toMatch(sentence);
  });
});

test("a connection that nobody names is called like the first part of its domain", () => {
  const named = (name?: string) =>
    engageInputSchema.parse({ kind: "engage", name, settings: { uiBaseUrl: "acme.digital.ringcentral.com" } })
      .name;
  expect([named(), named(""), named(" Support ")]).toEqual(["acme", "acme", "Support"]);
  expect(engageInputSchema.safeParse({ kind: "engage", name: "x".repeat(61), settings: ACME }).success).toBe(
    false,
  );
});

test("a form without a kind is of CXone, as it was when there was no other; a strange kind is said", () => {
  const settings = { issuer: "https://cxone.niceincontact.com", accessKeyId: "key" };
  expect(connectionInputSchema.parse({ name: "Acme", settings })).toMatchObject({ kind: "cxone", settings });
  expect(draftCheckSchema.parse({ name: "Acme", settings, connectionId: "con_1" })).toMatchObject({
    kind: "cxone",
    connectionId: "con_1",
  });
  for (const schema of [connectionInputSchema, draftCheckSchema]) {
    const { error } = schema.safeParse({ kind: "genesys", name: "Acme", settings });
    expect(error?.issues).toMatchObject([
      { path: ["kind"], message: expect.stringContaining("cxone, cxone-v2 or engage") },
    ]);
  }
});

test("fields of one kind are no fields of the other", () => {
  const mixed = { kind: "engage", settings: ACME, secrets: { accessKeySecret: "x" } };
  expect(connectionInputSchema.safeParse(mixed).success).toBe(false);
});
