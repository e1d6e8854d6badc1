import { describe, expect, it } from "vitest";
import { sameSecret, signatureOf, signBody, verifySignature } from "./sign.ts";

// The vendor's own vector (facts/engage.md §2.1).
const KEY = "3YJZzqMJ5Ec7i2JGvnt8TgvleD7dtpwpmag4S6MuRA2GQdfvV4STIsxDRJ4fEjO8";
const BODY = '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}';
const SIGNATURE =
  "826b61e7939505b2e773ef43a2aad53ec0385dd9d783fbd1c8fea00d0e2a3e2fb0ae0a5b2eb342356b61c41b5f19baec4c1f7e7e37a5b486fe9b593942017ff9";

describe("the vendor's vector", () => {
  it("comes out, as text and as bytes", () => {
    expect(signBody(BODY, KEY)).toBe(SIGNATURE);
    expect(signBody(Buffer.from(BODY), KEY)).toBe(SIGNATURE);
  });

  it("is accepted, in capitals too", () => {
    expect(verifySignature(Buffer.from(BODY), SIGNATURE, KEY)).toBe(true);
    expect(verifySignature(BODY, SIGNATURE.toUpperCase(), KEY)).toBe(true);
  });

  it.each([
    ["another key", BODY, SIGNATURE, `${KEY}x`],
    ["one more blank", `${BODY} `, SIGNATURE, KEY],
    ["a changed digit", BODY, SIGNATURE.replace("8", "9"), KEY],
    ["a short signature", BODY, SIGNATURE.slice(2), KEY],
    ["no hex", BODY, "z".repeat(128), KEY],
    ["dashes", BODY, "-".repeat(128), KEY],
    ["nothing", BODY, "", KEY],
    ["none", BODY, null, KEY],
  ])("is refused with %s", (_what, body, signature, key) =>
    expect(verifySignature(body, signature, key)).toBe(false),
  );
});

describe("bytes count, not meaning", () => {
  it.each([
    ["umlauts written as escapes", '{"body":"Gr\\u00fc\\u00dfe"}'],
    ["brackets written as escapes", '{"body":"\\u003cb\\u003e \\u0026"}'],
    ["blanks between fields", '{"action": "messages.create", "params": {}}'],
    ["numbers like 1.0", '{"params":{"estimated_wait_time":30.0,"position":1.0}}'],
    ["an emoji as two escapes", '{"body":"\\ud83d\\ude00"}'],
    ["a slash as an escape", '{"url":"https:\\/\\/a"}'],
  ])("%s: the raw body is accepted, the one that was read and written again is not", (_what, raw) => {
    const signature = signBody(Buffer.from(raw), KEY);
    expect(verifySignature(Buffer.from(raw), signature, KEY)).toBe(true);
    const again = JSON.stringify(JSON.parse(raw));
    expect(again).not.toBe(raw);
    expect(verifySignature(again, signature, KEY)).toBe(false);
  });

  it.each(['{"body":"Grüße <b>&</b> 😀"}', '{"position":1.0}', ""])("%j is signed as UTF-8", (raw) => {
    const bytes = Buffer.from(raw, "utf8");
    expect(verifySignature(bytes, signBody(raw, KEY), KEY)).toBe(true);
  });
});

describe("where a signature stands", () => {
  it("is the header, or else the query", () => {
    expect(signatureOf({ headers: { "x-smccsdk-signature": " abc " }, url: "/x?signature=def" })).toBe("abc");
    expect(signatureOf({ headers: {}, url: "/handover/rce?a=1&signature=def#x" })).toBe("def");
    expect(signatureOf({ headers: { "x-smccsdk-signature": "" }, url: "/x?signature=def" })).toBe("def");
    expect(signatureOf({ headers: { "x-smccsdk-signature": ["abc", "def"] } })).toBe("abc");
    expect(signatureOf({ headers: {}, url: "/handover/rce" })).toBeNull();
  });
});

it("compares secrets of any length", () => {
  expect(sameSecret("s3cret", "s3cret")).toBe(true);
  expect(sameSecret("s3cre", "s3cret")).toBe(false);
  expect(sameSecret("", "")).toBe(false);
  expect(sameSecret(undefined, "s3cret")).toBe(false);
});
