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
