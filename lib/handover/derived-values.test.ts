import { describe, expect, test } from "vitest";
import { suggestSkillName } from "#lib/skills/mapping.ts";
import { skillName } from "#lib/skills/skill-name.ts";
import { byocUrls } from "./byoc-urls.ts";
import { channelIdOf } from "./channel-id.ts";
import { byocChecks } from "./cxone-setup/byoc-checks.ts";
import type { HandoverContext } from "./cxone-setup/context.ts";

const providerId = "69f9bba8844ecf15d07954f9";

test("only the Authorization URL carries the provider id (H-32 to H-36)", () => {
  expect(byocUrls("https://patchbay.example.com", providerId)).toEqual({
    integrationBox: "https://patchbay.example.com/handover/niceCxOne",
    authorization: `https://patchbay.example.com/handover/niceCxOne/${providerId}/auth/token`,
    add: "https://patchbay.example.com/handover/niceCxOne/add",
    reconnect: "https://patchbay.example.com/handover/niceCxOne/reconnect",
    remove: "https://patchbay.example.com/handover/niceCxOne/remove",
  });
});

test("a provider has the same channel id for ever, a UUID, and no other provider has it", () => {
  expect(channelIdOf(providerId)).toBe(channelIdOf(providerId));
  expect(channelIdOf(providerId)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(channelIdOf("69f9bba8844ecf15d07954f8")).not.toBe(channelIdOf(providerId));
});

test.each([
  ["Support DE", "Support_DE"],
  ["Störung & Hilfe (Köln)", "Storung_Hilfe_Koln"],
  ["A very long name of a handover for people", "A_very_long_name_of_a_handover"],
  ["客服", "Handover"],
  ["x", "Handover"],
])("the skill suggested for %j is %j, a name that CXone takes (M-71)", (name, suggested) => {
  expect(suggestSkillName(name)).toBe(suggested);
  expect(skillName.safeParse(suggested).success).toBe(true);
});

describe("the address that CXone has to call (H-32)", () => {
  const [check] = byocChecks;
  const look = (publicUrl: string, environment: string) =>
    check?.run({ publicUrl, connection: { environment } } as HandoverContext);

  test.each([
    ["http://93.184.215.14", /Use https/],
    ["https://user:pass@93.184.215.14", /Leave user name and password out/],
    ["https://10.0.0.5", /not public/],
    ["https://169.254.169.254", /never be called|not public/],
    ["https://93.184.215.14 ", /without blanks/],
  ])("%j fails and says why", async (url, said) => {
    const outcome = await look(url, "live");
    expect(outcome).toMatchObject({
      state: "failed",
      fix: { sentence: expect.stringContaining("PUBLIC_URL") },
    });
    expect(outcome?.message).toMatch(said);
  });

  test("a public https address passes, and this machine is enough for its own sandbox", async () => {
    expect(await look("https://93.184.215.14", "live")).toMatchObject({ state: "passed" });
    expect(await look("http://localhost:3000", "sandbox")).toMatchObject({ state: "warning" });
  });
});
