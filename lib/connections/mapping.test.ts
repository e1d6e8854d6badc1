import { expect, test } from "vitest";
import { previewAddresses } from "./cxone-v2/mapping.ts";
import { dialectOf, kindNamed, readCredentials } from "./mapping.ts";
import { CONNECTION_KINDS } from "./schema.ts";

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

test("reads the client of the API v2 as a sandbox or seed 003 writes it", () => {
  const filled = (value: unknown) => {
    const read = readCredentials(JSON.stringify(value), "cxone-v2");
    return read.ok
      ? Object.fromEntries(read.fields.map(({ field, value }) => [field, value]))
      : read.sentence;
  };
  const fields = {
    "settings.baseUrl": "https://a.example",
    "settings.clientId": "c",
    "secrets.clientSecret": "s",
  };
  expect(
    filled({
      cxone: { clientId: "of another" },
      cxoneV2: { baseUrl: "https://a.example", clientId: "c", clientSecret: "s" },
    }),
  ).toEqual(fields);
  expect(
    filled({
      CXONE_BASE_URL: "https://a.example",
      CXONE_OAUTH_CLIENT_ID: "c",
      CXONE_OAUTH_CLIENT_SECRET: "s",
    }),
  ).toEqual(fields);
  expect(filled({ user: "x" })).toContain("None of baseUrl");
});

test("each kind has its dialect, and what names no kind is of CXone", () => {
  expect(CONNECTION_KINDS.map(dialectOf)).toEqual(["acd", "v2", null]);
  expect([kindNamed("engage"), kindNamed("cxone-v2"), kindNamed(["x"])]).toEqual([
    "engage",
    "cxone-v2",
    "cxone",
  ]);
});

test("addresses follow from an environment, and a token address that is typed is the only one", () => {
  expect(previewAddresses("us-02", "")).toEqual({
    baseUrl: "https://us-02.nicecv.com",
    tokenUrls: ["https://us-02.nicecv.com/api/v2/oauth/token", "https://us-02.nicecv.com/oauth/token"],
  });
  expect(previewAddresses("us-02", "https://id.example/t")?.tokenUrls).toEqual(["https://id.example/t"]);
  expect(previewAddresses("us 02", "")).toBeNull();
});
