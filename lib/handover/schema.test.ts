import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { skillName } from "#lib/skills/skill-name.ts";
import { botInput } from "./bot/schema.ts";
import { parseCustomAttributes, toContactAttributes } from "./parse-custom-attributes.ts";
import { parseIntegrationId } from "./parse-integration-id.ts";
import { parseProviderId } from "./parse-provider-id.ts";
import { handoverSettings } from "./relay/schema.ts";
import { byocInput, byocSecret, createHandoverInput, skillInput } from "./schema.ts";

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

  test("a list of pairs means the same as the object (any names and values)", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), fc.constant(null));
    const name = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");
    const pairs = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 8 });
    fc.assert(
      fc.property(pairs, fc.constantFrom("name", "ident", "key"), (list, key) => {
        const object = Object.fromEntries(list);
        const shapes = [
          JSON.stringify(object),
          JSON.stringify(JSON.stringify(object)),
          JSON.stringify(list.map(([ident, content]) => ({ [key]: ident, value: content }))),
        ];
        for (const shape of shapes) {
          const parsed = parseCustomAttributes(shape);
          expect(parsed).toEqual({ ok: true, value: object });
          const sent = toContactAttributes(parsed.ok ? parsed.value : {});
          expect(sent.map(({ ident }) => ident)).toEqual(Object.keys(object));
          expect(sent.every((one) => typeof one.value === "string")).toBe(true);
        }
      }),
    );
  });

  test("any text is either taken as attributes or refused with a sentence, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseCustomAttributes(text);
        if (!parsed.ok) expect(parsed.sentence).toMatch(/[.}]$/);
      }),
    );
  });

  test("a list with the same name twice is refused", () => {
    const twice = [
      { name: "a", value: 1 },
      { name: "a", value: 2 },
    ];
    expect(sentence(handoverSettings, { customAttributes: twice })).toMatch(/the name “a” twice/);
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

describe("limits of the handover settings", () => {
  test.each([1, 15, 1_440, null])("a time-out of %j minutes is taken", (queueTimeoutMinutes) => {
    expect(handoverSettings.parse({ queueTimeoutMinutes }).queueTimeoutMinutes).toBe(queueTimeoutMinutes);
  });
  test.each([0, -1, 1_441, 1.5, "15"])("a time-out of %j minutes is refused", (agentTimeoutMinutes) => {
    expect(sentence(handoverSettings, { agentTimeoutMinutes })).toMatch(/whole minutes from 1 to 1,440/);
  });
  test("words that cancel are typed with commas between them", () => {
    const { cancelWords } = handoverSettings.parse({ cancelWords: " Cancel, never mind ,,cancel" });
    expect(cancelWords).toEqual(["cancel", "never mind"]);
    expect(sentence(handoverSettings, { cancelWords: "a".repeat(41) })).toMatch(/at most 40/);
    const many = Array.from({ length: 21 }, (_, at) => `w${at}`);
    expect(sentence(handoverSettings, { cancelWords: many })).toMatch(/At most 20/);
  });
});

describe("the bot of a handover", () => {
  const cognigy = (endpointUrl: string) => ({ adapter: "cognigy", endpointUrl });

  test("an Endpoint URL is taken apart, so that its token is never kept or logged in the open", () => {
    const url = " https://endpoint-trial.cognigy.ai/a1b2c3d4e5f6/ ";
    expect(botInput.parse(cognigy(url))).toMatchObject({
      endpointUrl: { baseUrl: "https://endpoint-trial.cognigy.ai/", token: "a1b2c3d4e5f6" },
    });
  });
  test.each([
    ["http://user:pw@endpoint.example/a1b2c3d4", /user name and password/],
    ["https://endpoint.example/", /ends with a token/],
    ["https://endpoint.example/a1b2c3d4?x=1", /Leave out everything/],
    ["endpoint.example/a1b2c3d4", /Paste the Endpoint URL/],
    [`https://endpoint.example/${"a".repeat(500)}`, /At most 500/],
  ])("%j is refused: %s", (url, said) => {
    expect(sentence(botInput, cognigy(url))).toMatch(said);
  });
  test.each([0, 11, 1.5, null])("%j failures before a handover are refused", (failuresBeforeHandover) => {
    const input = { adapter: "webhook", url: "https://bot.example", failuresBeforeHandover };
    expect(sentence(botInput, input)).toMatch(/whole number from 1 to 10/);
  });
  test("an unknown bot, and fields of another one, are refused", () => {
    expect(sentence(botInput, { adapter: "other" })).toMatch(/one of the bots/);
    expect(botInput.safeParse({ adapter: "demo", url: "https://bot.example" }).success).toBe(false);
  });
});

test("a platform that is already integrated stops the set-up with the provider to use instead (H-02)", () => {
  expect(sentence(createHandoverInput, { name: "A", platformIntegrated: true })).toMatch(
    /NiCE CXone \(Integrated\)/,
  );
  expect(createHandoverInput.parse({ name: " A " })).toEqual({
    kind: "cxone",
    name: "A",
    platformIntegrated: false,
  });
});
