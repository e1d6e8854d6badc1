import { expect, it } from "vitest";
import { isWellKnownVerifyToken, problemOfVerifyToken, problemOfWebhookSecret } from "./webhook-rules.ts";

it.each([
  ["x", null],
  ["~!aZ 09", null],
  ["s".repeat(255), null],
  ["", "Enter a secret"],
  ["s".repeat(256), "256 characters"],
  ["geheim-ü", '"ü" cannot be sent'],
  ["🔑", '"🔑" cannot be sent'],
  [" secret", "begins or ends with a blank"],
  ["a\nb", "line break"],
])("E-50: the secret %j", (secret, words) => {
  if (words === null) expect(problemOfWebhookSecret(secret)).toBeNull();
  else expect(problemOfWebhookSecret(secret)).toContain(words);
});

it("E-53: knows the token that everybody knows", () => {
  expect(isWellKnownVerifyToken(" Cognigy123")).toBe(true);
  expect(isWellKnownVerifyToken("cognigy1234")).toBe(false);
  expect(problemOfVerifyToken("")).toContain("Enter");
  expect(problemOfVerifyToken("a b")).toContain("blank");
  expect(problemOfVerifyToken("cognigy123")).toBeNull();
});
