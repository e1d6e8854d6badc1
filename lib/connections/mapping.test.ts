import { expect, test } from "vitest";
import { readCredentials } from "./mapping.ts";

test("reads credentials as a sandbox, CXone or Cognigy writes them", () => {
  const filled = (value: unknown) => readCredentials(JSON.stringify(value), "cxone");
  expect(filled({ cxone: { issuer: "https://a.example", accessKeyId: "k", tenantId: "t" } })).toEqual({
    ok: true,
    fields: [
      { field: "settings.issuer", value: "https://a.example" },
      { field: "settings.accessKeyId", value: "k" },
    ],
  });
  expect(filled({ environmentUrl: "https://b.example", client_secret: "s" })).toEqual({
    ok: true,
    fields: [
      { field: "settings.issuer", value: "https://b.example" },
      { field: "secrets.clientSecret", value: "s" },
    ],
  });
});

test.each(["", "accessKeyId=k", "[1]", "null", '{"user":"x"}'])(
  "says what to paste instead of %j",
  (text) => {
    expect(readCredentials(text, "cxone")).toEqual({ ok: false, sentence: expect.any(String) });
  },
);
