import { describe, expect, test } from "vitest";
import { AADSTS } from "./aadsts-dictionary.ts";
import { codesIn, MicrosoftError } from "./errors.ts";
import { explainMicrosoftError } from "./explain-microsoft-error.ts";
import { AADSTS_OTHER, OAUTH_ERRORS } from "./oauth-dictionary.ts";

const names = { tenantId: "tenant-1", clientId: "client-1", mailbox: "support@acme.example" };
const told = (description: string, error = "invalid_request") =>
  explainMicrosoftError(
    new MicrosoftError(description, { error, codes: codesIn(description), operation: "code" }),
    names,
  );

describe("what Entra says", () => {
  test.each([
    ["AADSTS700016: Application with identifier 'x' was not found", "not in this tenant", "settings"],
    ["AADSTS7000215: Invalid client secret provided.", "client secret is wrong", "secret"],
    ["AADSTS7000222: The provided client secret keys are expired.", "has expired", "secret"],
    ["AADSTS90002: Tenant 'x' not found.", "does not exist", "settings"],
    ["AADSTS50011: The redirect URI 'x' does not match", "return address", "authorise"],
    [
      "AADSTS65001: The user or administrator has not consented",
      "administrator has to approve",
      "admin_consent",
    ],
    ["AADSTS90094: Admin consent is required", "administrator has to approve", "admin_consent"],
    ["AADSTS50020: User account from identity provider 'x'", "another tenant", "authorise"],
    ["AADSTS700082: The refresh token has expired due to inactivity.", "run out", "authorise"],
    ["AADSTS50173: The provided grant has expired", "revoked", "authorise"],
    ["AADSTS53003: Access has been blocked", "policy of the tenant", "authorise"],
    ["AADSTS50076: Due to a configuration change", "second factor", "authorise"],
    ["AADSTS70011: The provided request must include a 'scope'", "permission", "settings"],
  ])("%s", (description, title, button) => {
    const words = told(description);
    expect(words.title).toContain(title);
    expect(words.button).toBe(button);
  });

  test("the first number that is known decides, and the trace is left out", () => {
    const words = told("AADSTS1: Odd. AADSTS7000222: Expired. Trace ID: 1 Correlation ID: 2");
    expect(words.code).toBe("AADSTS7000222");
    expect(told("AADSTS999999: Something new. Trace ID: 4711").detail).toBe("AADSTS999999: Something new.");
  });

  test("without a number OAuth's own word decides, and without either something is still said", () => {
    expect(told("", "access_denied")).toMatchObject({ end: "denied" });
    expect(told("", "never_heard_of")).toMatchObject({ title: AADSTS_OTHER.title, end: "failed" });
  });

  test("the Secret ID in place of the Value is suspected", () => {
    expect(told("AADSTS7000215: Invalid client secret provided.").detail).toContain("Secret ID was pasted");
  });

  test("every entry says what to do and leaves no gap unfilled", () => {
    for (const code of Object.keys(AADSTS).map(Number)) {
      const words = told(`AADSTS${code}: x`);
      expect(words.fix, String(code)).not.toBe("");
      expect(`${words.title} ${words.detail} ${words.fix}`, String(code)).not.toMatch(/\{\w+\}/);
    }
    for (const entry of Object.values(OAUTH_ERRORS)) expect(entry.fix).not.toBe("");
  });
});
