import { describe, expect, test } from "vitest";
import { CXONE_ERRORS } from "./error-dictionary.ts";
import { CxoneError, type CxoneErrorCode } from "./errors.ts";
import { explainCxoneError } from "./explain-cxone-error.ts";

const OPERATIONS = [
  "cxone.token.client-credentials",
  "cxone.v2.transfer",
  "cxone.v2.dial",
  "cxone.v2.call",
  "cxone.agent-sessions.dial-skill",
];
const explain = (operation: string, code: CxoneErrorCode, message = "", more: object = {}) => {
  const explained = explainCxoneError(new CxoneError(code, message, { operation, ...more }));
  return explained ?? { title: "", detail: "", fix: "" };
};

describe("what is said of a failed transfer or call", () => {
  test.each(OPERATIONS)("is whole for every code of %s", (operation) => {
    for (const code of Object.keys(CXONE_ERRORS) as CxoneErrorCode[]) {
      const { title, detail, fix } = explain(operation, code);
      expect(title).toMatch(/^\S.*[^.!]$/);
      expect(`${detail} ${fix}`).not.toMatch(/[{}]|undefined|!/);
      expect(fix).toMatch(/\.$/);
    }
  });

  test.each<[string, string, CxoneErrorCode, RegExp, RegExp]>([
    ["P-30", "cxone.token.client-credentials", "wrong_client", /^CXone refused the client/, /rotate/],
    ["T-70", "cxone.token.client-credentials", "credentials_rejected", /does not say which/, /rotate/],
    [
      "P-30",
      "cxone.token.client-credentials",
      "client_disabled",
      /no transfer and no call goes out/,
      /enable the/,
    ],
    ["P-30", "cxone.token.client-credentials", "forbidden", /grant client credentials/, /allow client/],
    [
      "P-30",
      "cxone.token.client-credentials",
      "rejected",
      /^CXone refused the sign-in/,
      /machine to machine/,
    ],
    ["T-02", "cxone.token.client-credentials", "wrong_issuer", /no token endpoint/, /under Advanced/],
    ["T-70", "cxone.v2.presence", "unauthorized", /fresh token was refused/, /rotate the credentials/],
    ["T-70", "cxone.v2.dial", "unauthorized", /fresh token was refused/, /rotate the credentials/],
    [
      "T-71",
      "cxone.v2.presence",
      "forbidden",
      /lacks the scope user:presence:read/,
      /tick user:presence:read/,
    ],
    ["T-72", "cxone.v2.transfer", "rejected", /^CXone refused the transfer/, /target in the policy/],
    ["T-72", "cxone.v2.transfer", "not_found", /does not know this call/, /hung up/],
    ["T-72", "cxone.v2.transfer", "conflict", /in transfer already.*not sent a second time/, /read until/],
    ["T-73", "cxone.v2.transfer", "rate_limited", /limits our calls/, /Fewer calls at once/],
    ["T-73", "cxone.v2.presence", "rate_limited", /limits our calls/, /Fewer calls at once/],
    ["T-74", "cxone.v2.transfer", "timeout", /looked at before anything is sent again/, /Nothing to do/],
    ["T-74", "cxone.v2.presence", "server_error", /error of its own.*each time/, /NICE support/],
    ["T-72", "cxone.agent-sessions.dial-skill", "rejected", /^CXone refused the transfer/, /queue is active/],
    ["T-73", "cxone.agent-sessions.dial-skill", "rate_limited", /waits until then/, /Fewer calls at once/],
    ["T-74", "cxone.agent-sessions.dial-skill", "server_error", /could not route the call/, /circular/],
    [
      "P-30",
      "cxone.v2.dial",
      "forbidden",
      /not assigned to the campaign.*Nobody was called/,
      /agent is assigned/,
    ],
    ["P-30", "cxone.v2.dial", "rejected", /^CXone refused the call.*Nobody was called/, /Correct what/],
    [
      "P-30",
      "cxone.v2.dial",
      "conflict",
      /away, or has another call.*Nobody was called/,
      /Available or Ready/,
    ],
    ["P-30", "cxone.v2.dial", "rate_limited", /Nobody was called/, /at once would only make the wait longer/],
    ["P-30", "cxone.v2.dial", "server_error", /ring twice/, /half a minute.*NICE support/],
    ["P-21", "cxone.v2.dial", "timeout", /within 10 s.*ring twice/, /agent's phone rings/],
    ["P-21", "cxone.v2.dial", "unreachable", /dropped before an answer/, /address of the connection/],
  ])("%s: %s after %s has words of its own", (_row, operation, code, said, fix) => {
    const explained = explain(operation, code);
    expect(`${explained.title}. ${explained.detail}`).toMatch(said);
    expect(explained.fix).toMatch(fix);
  });

  test("401 leads to the client, and to rotating if it persists (T-70, P-30)", () => {
    expect(explain("cxone.token.client-credentials", "credentials_rejected").fix).toMatch(/enabled.*rotate/);
    expect(explain("cxone.v2.transfer", "unauthorized").detail).toContain("calls stay where they are");
  });

  test.each([
    ["cxone.v2.transfer", "", "voice:call:control", "Voice Call Control"],
    ["cxone.v2.queue-agents", "", "voice:queue:read", "Queue Read"],
    ["cxone.v2.dial", "", "outbound:call", "Personal Connection"],
  ])(
    "403 of %s names scope and right when CXone does not say which (T-71, P-30)",
    (operation, message, scope, right) => {
      const { detail, fix } = explain(operation, "forbidden", message);
      expect(`${detail} ${fix}`).toContain(scope);
      expect(`${detail} ${fix}`).toContain(right);
    },
  );

  test("403 names only what CXone says is missing", () => {
    const scope = explain("cxone.v2.call", "forbidden", "CXone answered 403: missing voice:campaign:read");
    expect(scope.fix).toContain("tick voice:campaign:read");
    expect(scope.fix).not.toContain("Security Profiles");
    const right = explain("cxone.v2.queues", "forbidden", "CXone answered 403: permission missing");
    expect(right.fix).toContain("add Queue Read");
    expect(right.fix).not.toContain("OAuth Clients");
  });

  test("400 of a transfer leads to type, id and queue; of a call to the four that may be wrong (T-72, P-30)", () => {
    expect(explain("cxone.v2.transfer", "rejected").fix).toMatch(/type.*id.*queue is active/);
    expect(explain("cxone.v2.dial", "rejected").detail).toMatch(/contact.*E\.164.*campaign.*assigned/);
  });

  test("429 says when, and to do less at once (T-73)", () => {
    const retryAt = new Date("2026-11-21T10:00:07Z");
    const { fix } = explain("cxone.v2.transfer", "rate_limited", "", { retryAt });
    expect(fix).toMatch(/10:00:07 UTC.*Fewer calls at once/);
    expect(explain("cxone.v2.dial", "rate_limited").detail).toContain("Nobody was called");
  });

  test("500 leads to circular routing, skills and support, and says what callers notice (T-74)", () => {
    const { fix, detail } = explain("cxone.v2.transfer", "server_error", "", { vendorRequestId: "r-1" });
    expect(fix).toMatch(/circular routing.*skills.*30 s.*the request id r-1/);
    expect(detail).toContain("looked at before anything is sent again");
    expect(explain("cxone.v2.dial", "server_error").detail).toContain("ring twice");
  });

  test("other operations of CXone are explained as before", () => {
    expect(explain("cxone.skills.list", "forbidden").fix).toContain("Ask a CXone administrator");
  });
});
