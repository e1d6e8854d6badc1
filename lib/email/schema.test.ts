import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { domainName, entraId, entraSecret, headerText, localPart, mailAddress } from "./schema.ts";

const said = (schema: z.ZodType, input: unknown) => schema.safeParse(input).error?.issues[0]?.message ?? null;
const GUID = "1b2c3d4e-5f60-4718-9a0b-0c1d2e3f4a5b";

describe("ids of Entra (M-23)", () => {
  const tenantId = entraId("The tenant id");

  test("a GUID is taken, in lower case and without what was pasted round it", () => {
    expect(tenantId.parse(`  ${GUID.toUpperCase()}\n`)).toBe(GUID);
  });

  test.each([
    ["a domain name is said to be one", "contoso.onmicrosoft.com", /not a domain name/],
    ["nothing", "", /is missing/],
    ["braces", `{${GUID}}`, /without braces/],
    ["a digit too few", GUID.slice(1), /32 hexadecimal digits/],
    ["all zero", "00000000-0000-0000-0000-000000000000", /is a GUID/],
    ["a name", "common", /is a GUID/],
  ])("%s", (_name, input, words) => {
    expect(said(tenantId, input)).toMatch(words);
  });
});

describe("the client secret of Entra (M-25)", () => {
  test("its Secret ID is told from its Value", () => {
    expect(said(entraSecret, GUID)).toMatch(/This is the Secret ID/);
    expect(entraSecret.parse(" abc8Q~x_-.longValue ")).toBe("abc8Q~x_-.longValue");
    expect(said(entraSecret, `{${GUID}}`)).toMatch(/This is the Secret ID/);
    expect(said(entraSecret, "  ")).toMatch(/Paste the Value/);
    expect(said(entraSecret, `abc8Q~value\n${GUID}`)).toMatch(/copy the Value alone/);
  });
});

describe("addresses (M-11)", () => {
  test.each(["support", "a", "first.last", "o'brien", "support+de", "x".repeat(64)])(
    "%s may stand before the @",
    (text) => {
      expect(localPart.parse(text)).toBe(text);
    },
  );
  test.each([
    ["support@example.com", /Only the part before the @/],
    [".support", /no period at either end/],
    ["sup..port", /twice in a row/],
    ["sup port", /no spaces/],
    ["", /Enter the part before the @/],
    ["x".repeat(65), /at most 64/],
    ["support\r\nBcc: all@example.com", /one line/],
  ])("%j may not", (text, words) => {
    expect(said(localPart, text)).toMatch(words);
  });

  test.each([
    ["Example.COM.", "example.com"],
    [" mail.example.co.uk ", "mail.example.co.uk"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["Bücher.Example", "xn--bcher-kva.example"],
    ["shop。example", "shop.example"],
  ])("the domain %j is kept as %j", (typed, kept) => {
    expect(domainName.parse(typed)).toBe(kept);
  });
  test.each([
    "example",
    "bü cher.example",
    "bücher.example/ü",
    "127.0.0.1",
    "example.1",
    "-a.example",
    "a_b.example",
    "https://example.com",
    "a@example.com",
    `${"a".repeat(64)}.com`,
  ])("%j is no domain", (text) => {
    expect(said(domainName, text)).toMatch(/Enter (a|the) domain/);
  });

  test.each([
    "Ann <ann@example.com>",
    "ann@example",
    "ann@",
    "@example.com",
    "a@b@example.com ",
    "a@example.com, b@example.com",
    "a@example.com\nBcc: b@example.com",
    "a@ example.com",
    "a@\u00a0example.com",
    "a@example.com\u2028",
    "a@\u0085example.com",
    "a@127.0.0.1",
    `${"x".repeat(65)}@example.com`,
    '"john doe"@example.com',
    "=?utf-8?q?a?=@example.com",
  ])("%j is not one address", (text) => {
    expect(mailAddress.safeParse(text).success).toBe(false);
  });
  test.each([
    [" O'Brien+x@Example.COM. ", "O'Brien+x@example.com"],
    ["info@bücher.example", "info@xn--bcher-kva.example"],
  ])("the address %j is kept as %j", (typed, kept) => {
    expect(mailAddress.parse(typed)).toBe(kept);
  });
});

test("whatever has a line break or control character in it never becomes a header", () => {
  const name = headerText("The display name", 1000);
  const wild = fc.tuple(
    fc.string(),
    fc.constantFrom(..."\r\n\0\u000b\u007f\t\u0085\u009b\u2028\u2029\u202e\u2066"),
    fc.string(),
  );
  fc.assert(
    fc.property(wild, (parts) => {
      expect(name.safeParse(parts.join("")).success).toBe(false);
    }),
  );
  expect(name.parse("  Müller & Söhne 🙂  ")).toBe("Müller & Söhne 🙂");
  expect(said(name, "Shop =?utf-8?Q?=0D=0ABcc:=20all@example.com?=")).toMatch(/encoded text/);
});
