import { describe, expect, test } from "vitest";
import { rightOf, scopeOf } from "#lib/cxone/v2/scopes.ts";
import { judgeOutboundScopes, judgeProfiles, judgeVoiceScopes } from "./judge-scopes.ts";

/** As seeds 001 and 003 list them. */
const VOICE = [
  "voice:call:control",
  "voice:queue:read",
  "routing:skill:read",
  "analytics:conversation:read",
  "user:presence:read",
  "voice:campaign:read",
];
const OUTBOUND = ["cxone", "outbound:call", "user:presence:read"];

describe("scopes of a token", () => {
  test.each([
    ["transfers (T-01)", judgeVoiceScopes, VOICE],
    ["Personal Connection calls (P-02)", judgeOutboundScopes, OUTBOUND],
  ] as const)("for %s: each that is missing is named, and no other", (_what, judge, scopes) => {
    const granted = [...VOICE, ...OUTBOUND];
    expect(judge(granted).state).toBeUndefined();
    for (const scope of scopes) {
      const { state, message, fix } = judge(granted.filter((one) => one !== scope));
      expect([scope, state]).toEqual([scope, "warning"]);
      for (const one of scopes) {
        const named = one === scope;
        expect([one, message.includes(`${one} (to `), fix?.includes(one)]).toEqual([one, named, named]);
      }
    }
  });

  test.each([
    [judgeVoiceScopes, VOICE],
    [judgeOutboundScopes, OUTBOUND],
  ] as const)("that are not told are no reason to be sure of any", (judge, scopes) => {
    const { state, fix } = judge(null);
    expect(state).toBe("warning");
    for (const scope of scopes) expect(fix).toContain(scope);
  });

  test("make a client useless only when it may do neither", () => {
    expect(judgeVoiceScopes(["outbound:call"]).state).toBe("warning");
    expect(judgeVoiceScopes(["voice:call:control"]).state).toBe("warning");
    expect(judgeVoiceScopes(["voice:queue:read"]).state).toBe("failed");
    expect(judgeOutboundScopes([]).state).toBe("warning");
  });
});

describe("security profiles (T-71)", () => {
  const profile = (permissions: string[] | null) => ({ id: "p1", name: "Transfers", permissions });

  test.each([
    [["Voice Call Control", "Queue Read"], []],
    [["voice_call_control", "QUEUE.READ"], []],
    [["Queue Read"], ["Voice Call Control"]],
    [["Voice Call Control"], ["Queue Read"]],
    [
      ["Voice", "Queue"],
      ["Voice Call Control", "Queue Read"],
    ],
  ])("with %j lack %j", (permissions, missing) => {
    const { state, message } = judgeProfiles([profile(permissions)]);
    expect(state).toBe(missing.length === 0 ? undefined : "warning");
    if (missing.length > 0) expect(message).toContain(`Missing: ${missing.join(", ")}.`);
  });

  test("may hold one right each; what is not told is not missing, and what may not be read is to be looked up", () => {
    expect(judgeProfiles([profile(["Queue Read"]), profile(["Voice Call Control"])]).state).toBeUndefined();
    expect(judgeProfiles([profile(null)])).toMatchObject({ message: expect.stringMatching(/not told/) });
    expect(judgeProfiles(null)).toMatchObject({
      state: "warning",
      fix: expect.stringMatching(/Voice Call Control and Queue Read/),
    });
  });
});

test.each([
  ["transfer", "voice:call:control", "Voice Call Control"],
  ["call", "voice:call:control", "Voice Call Control"],
  ["calls", "voice:call:control", "Voice Call Control"],
  ["queues", "voice:queue:read", "Queue Read"],
  ["queue", "voice:queue:read", "Queue Read"],
  ["queue-agents", "voice:queue:read", "Queue Read"],
  ["queue-campaigns", "voice:campaign:read", "Queue Read"],
  ["campaigns", "voice:campaign:read", "Queue Read"],
  ["campaign", "voice:campaign:read", "Queue Read"],
  ["campaign-agents", "voice:campaign:read", "Queue Read"],
  ["skills", "routing:skill:read", "Queue Read"],
  ["metrics", "analytics:conversation:read", "Voice Call Control"],
  ["presence", "user:presence:read", "Voice Call Control"],
  ["interaction", "user:presence:read", "Voice Call Control"],
  ["dial", "outbound:call", "Personal Connection"],
  ["outbound-call", "outbound:call", "Personal Connection"],
])("a 403 of %s is explained by %s and %s (T-71)", (operation, scope, right) => {
  expect(scopeOf(`cxone.v2.${operation}`)).toBe(scope);
  expect(rightOf(`cxone.v2.${operation}`)).toBe(right);
});
