import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { parseCustomAttributes } from "./parse-custom-attributes.ts";
import { parseIntegrationId } from "./parse-integration-id.ts";
import { parseProviderId } from "./parse-provider-id.ts";
import { handoverSettings } from "./relay/schema.ts";
import { byocInput, byocSecret, createHandoverInput, skillInput, skillName } from "./schema.ts";

const sentence = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

describe("handover provider id (H-11)", () => {
  const url =
    "https://trial.cognigy.ai/project/65ae8e3adc2d77e6e260aa37/69b009f72e3deaa53a602d66/handover-provider/69f9bba8844ecf15d07954f9";

  test.each([
    "69f9bba8844ecf15d07954f9",
    "  69F9BBA8844ECF15D07954F9\n",
    url,
    `${url}/`,
    `${url}?tab=settings#top`,
  ])("is taken from %j", (text) => {
    expect(parseProviderId(text)).toEqual({ ok: true, id: "69f9bba8844ecf15d07954f9" });
  });

  test("the project id of the same address is not mistaken for it", () => {
    const project = url.replace(/\/handover-provider.*/, "/flow/69f9bba8844ecf15d07954f9");
    expect(parseProviderId(project)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining("/handover-provider/"),
    });
  });

  test.each([
    "",
    "69f9bba8844ecf15d07954f",
    "69f9bba8844ecf15d07954f9a",
    `${url}ff`,
    "ftp://x/handover-provider/1",
  ])("%j is refused with what to do", (text) => {
    expect(parseProviderId(text)).toMatchObject({ ok: false, sentence: expect.stringMatching(/address/) });
  });
});

describe("Integration ID (H-19)", () => {
  const id = "3f2b8c1e-9d41-4c7a-8e55-0a1b2c3d4e5f";

  test.each([
    id,
    ` ${id.toUpperCase()} `,
    `Integration ID: ${id}\r\n`,
    `Patchbay\t${id}\thttps://x`,
    `${id} ${id}`,
  ])("is found in %j", (text) => {
    expect(parseIntegrationId(text)).toEqual({ ok: true, id });
  });

  test.each([
    ["", /looks like/],
    ["my integration", /looks like/],
    [id.slice(1), /looks like/],
    [`${id}0`, /looks like/],
    [`${id} 4f2b8c1e-9d41-4c7a-8e55-0a1b2c3d4e5f`, /more than one/],
    ["00000000-0000-0000-0000-000000000000", /zeros/],
  ])("%j is refused and says what to do", (text, said) => {
    expect(parseIntegrationId(text)).toMatchObject({ ok: false, sentence: expect.stringMatching(said) });
    expect(sentence(byocInput, { integrationId: text })).toMatch(said);
  });
});

describe("BYOC client secret (H-38)", () => {
  test("exactly 32 characters are taken as they are", () => {
    expect(byocSecret.parse("a".repeat(32))).toBe("a".repeat(32));
  });
  test.each([
    ["a".repeat(31), "The secret has 31 characters; it must have exactly 32."],
    ["a".repeat(33), "The secret has 33 characters; it must have exactly 32."],
    ["", "The secret has 0 characters; it must have exactly 32."],
    [` ${"a".repeat(31)}`, "The secret has a blank in it. Copy it without blanks."],
    [`${"a".repeat(32)}\n`, "The secret has a blank in it. Copy it without blanks."],
    [`${"a".repeat(31)}é`, "Use letters, digits and signs of ASCII only."],
  ])("%j is refused: %s", (value, said) => {
    expect(sentence(byocSecret, value)).toBe(said);
  });
});

describe("skill name (H-55, M-71)", () => {
  test.each(["AB", "a".repeat(30), "a-b_c.d:e", "42"])("%j is taken", (name) => {
    expect(skillName.safeParse(name).success).toBe(true);
  });
  test.each([
    ["A", /at least 2/],
    ["a".repeat(31), /at most 30/],
    ["a b", /A blank is not allowed/],
    ["a/b", /“\/” is not allowed/],
    ["ab\n", /line break/],
    ["ab😀", /“😀” is not allowed/],
    ["Müller", /“ü” is not allowed/],
  ])("%j is refused: %s", (name, said) => {
    expect(sentence(skillName, name)).toMatch(said);
  });
  test("a new skill without an agent is refused, for its conversations would wait unseen (H-57)", () => {
    const input = { mode: "create", skillName: "AB", campaignId: 1, campaignName: "C", agents: [] };
    expect(sentence(skillInput, input)).toMatch(/at least one agent/);
  });
});

describe("custom attributes (H-41)", () => {
  const object = { customerType: "premium", tags: ["urgent", "vip"], preferences: { language: "en" } };

  test("an object and a JSON string that holds one mean the same", () => {
    expect(parseCustomAttributes(JSON.stringify(object))).toEqual({ ok: true, value: object });
    expect(parseCustomAttributes(JSON.stringify(JSON.stringify(object)))).toEqual({
      ok: true,
      value: object,
    });
    expect(handoverSettings.parse({ customAttributes: JSON.stringify(object) }).customAttributes).toEqual(
      object,
    );
    expect(parseCustomAttributes("  \n")).toEqual({ ok: true, value: {} });
  });

  test.each([
    ["premium", /plain text/],
    ['{"a": 1,}', /comma before a closing bracket/],
    ["{'a': 1}", /double quotes/],
    ["{a: 1}", /Every name stands in double quotes/],
    ['["a"]', /Entry 1 of the list has no name/],
    ["42", /plain text|JSON object/],
    ["null", /plain text|JSON object/],
    ['"premium"', /inside the JSON string/],
    ['"[1]"', /Entry 1 of the list has no name/],
    ['{"a": ', /every bracket is closed/],
    ['{"": 1}', /needs a name/],
  ])("%j is refused with the reason", (text, said) => {
    expect(parseCustomAttributes(text)).toMatchObject({ ok: false, sentence: expect.stringMatching(said) });
    expect(sentence(handoverSettings, { customAttributes: text })).toMatch(said);
  });

  test("a list given as JSON is refused as well", () => {
    expect(handoverSettings.safeParse({ customAttributes: ["a"] }).success).toBe(false);
  });
});

test("the settings of a handover start as the node's do (H-40)", () => {
  expect(handoverSettings.parse({})).toMatchObject({
    transcriptAsFirstMessage: true,
    displayAgentDetails: false,
  });
});

test("a platform that is already integrated stops the set-up with the provider to use instead (H-02)", () => {
  expect(sentence(createHandoverInput, { name: "A", platformIntegrated: true })).toMatch(
    /NiCE CXone \(Integrated\)/,
  );
  expect(createHandoverInput.parse({ name: " A " })).toEqual({ name: "A", platformIntegrated: false });
});
