import { describe, expect, it } from "vitest";
import { cleanContextData, contextKey, mapProfile, waitMs } from "./mapping.ts";

describe("keys of context_data", () => {
  it.each([
    ["lang", "lang"],
    ["field_name", "field-name"],
    ["orderNumber", "order-Number"],
    ["Straße", "Strasse"],
    ["Kundennummer", "Kundennummer"],
    ["größe", "grosse"],
    ["line1", "line-one"],
    ["__x__", "x"],
    ["日本", ""],
    ["a.b c/d", "a-b-c-d"],
  ])("%j becomes %j", (key, clean) => expect(contextKey(key)).toBe(clean));

  it("keeps both values of two keys that become one, and leaves out what is empty", () => {
    expect(
      cleanContextData({
        a_b: "x",
        "a-b": "y",
        empty: "",
        none: null,
        list: ["p", 2],
        on: true,
        deep: { x: 1 },
        constructor: "c",
      }),
    ).toEqual({ "a-b": ["x", "y"], list: ["p", "2"], on: "true", deep: '{"x":1}', constructor: "c" });
  });
});

describe("E-80: a profile", () => {
  it("fills the user's fields by name, in any spelling, and gives the rest as context", () => {
    const { fields, contextData, lines } = mapProfile({
      firstName: "Ada",
      last_name: "Lovelace",
      EMAIL: "ada@example.com",
      "mobile phone": "+44",
      gender: "female",
      loyalty_tier: "gold",
      age: 36,
      nothing: null,
    });
    expect(fields).toEqual({
      firstname: "Ada",
      lastname: "Lovelace",
      email: "ada@example.com",
      mobile_phone: "+44",
      gender: "woman",
    });
    expect(contextData).toEqual({ "loyalty-tier": "gold", age: "36" });
    expect(lines.map(({ key, kind }) => `${key}: ${kind}`)).toEqual([
      "firstName: field",
      "last_name: field",
      "EMAIL: field",
      "mobile phone: field",
      "gender: field",
      "loyalty_tier: context",
      "age: context",
      "nothing: left-out",
    ]);
  });

  it("never lets a visitor's profile say who the author is or that Engage may write as it", () => {
    const { fields, contextData } = mapProfile({ id: "agent-1", puppetizable: true, created_at: "2001" });
    expect(fields).toEqual({});
    expect(contextData).toEqual({ id: "agent-1", puppetizable: "true", "created-at": "2001" });
  });

  it("gives a gender that Engage has no word for, and a second value for one field, as context", () => {
    const { fields, contextData } = mapProfile({ gender: "diverse", firstname: "Ada", firstName: "Augusta" });
    expect(fields).toEqual({ firstname: "Ada" });
    expect(contextData).toEqual({ gender: "diverse", "first-Name": "Augusta" });
  });
});

it("E-81: gives waits in milliseconds", () => expect(waitMs(30)).toBe(30_000));
