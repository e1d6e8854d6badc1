import { describe, expect, it } from "vitest";
import { apiHostOf, deriveAddresses, isUiHost, readUrl } from "./derive.ts";

const problem = (typed: string, api?: string): string => {
  const read = deriveAddresses(typed, api);
  return read.ok ? `accepted as ${read.uiBaseUrl}` : read.problem;
};

describe("E-60: api goes in behind the first label", () => {
  it.each([
    "cognigy.engagement.dimelo.com",
    " https://cognigy.engagement.dimelo.com/ \n",
    "http://cognigy.engagement.dimelo.com",
    "HTTPS://COGNIGY.Engagement.Dimelo.COM",
    "https://cognigy.engagement.dimelo.com/admin/categories/5dc373750e69dc46c639ac73/edit",
    "cognigy.engagement.dimelo.com/realtime/sdk/5dc373750e69dc46c639ac73?x=1#top",
    "https://cognigy.api.engagement.dimelo.com",
    "cognigy.api.engagement.dimelo.com/1.0/",
    "//cognigy.engagement.dimelo.com",
    "cognigy.engagement.dimelo.com.",
    "https://cognigy.engagement.dimelo.com:443",
    "\u200Bcognigy.engagement.dimelo.com\uFEFF",
  ])("%j", (typed) => {
    expect(deriveAddresses(typed)).toEqual({
      ok: true,
      account: "cognigy",
      uiBaseUrl: "https://cognigy.engagement.dimelo.com",
      apiBaseUrl: "https://cognigy.api.engagement.dimelo.com",
    });
  });

  it("knows the platform of North America too", () => {
    expect(deriveAddresses("acme-2.digital.ringcentral.com")).toMatchObject({
      uiBaseUrl: "https://acme-2.digital.ringcentral.com",
      apiBaseUrl: "https://acme-2.api.digital.ringcentral.com",
    });
  });

  it.each([
    ["", "Enter the address"],
    ["   ", "Enter the address"],
    ["acme", "acme.engagement.dimelo.com or acme.digital.ringcentral.com"],
    ["engagement.dimelo.com", "account is missing in front of engagement.dimelo.com"],
    ["https://api.digital.ringcentral.com/1.0", "account is missing"],
    ["acme.ringcentral.com", "acme.ringcentral.com is not an address of Engage"],
    ["acme.engagement.dimelo.com.evil.example", "is not an address of Engage"],
    ["evilengagement.dimelo.com", "is not an address of Engage"],
    ["acme.eu.engagement.dimelo.com", "more parts"],
    ["acme.api.api.engagement.dimelo.com", "more parts"],
    ["a_b.engagement.dimelo.com", "cannot be the name"],
    ["acme engagement.dimelo.com", "blank inside"],
    ["user:pass@acme.engagement.dimelo.com", "user name and password"],
    ["https://user@acme.engagement.dimelo.com", "user name and password"],
    ["ftp://acme.engagement.dimelo.com", "Use https://"],
    ["https://acme.engagement.dimelo.com:8443", 'Leave ":8443" out'],
    ["https://", "is not an address"],
    ["admin@acme.com", "user name and password"],
  ])("says what is wrong with %j", (typed, words) => {
    expect(problem(typed)).toContain(words);
    expect(problem(typed)).toMatch(/[.]$/);
  });
});

describe("an API address of its own", () => {
  it("takes any host, and drops what was pasted along", () => {
    expect(
      deriveAddresses(
        "http://127.0.0.1:4010/engage/admin/webhooks/new",
        "http://127.0.0.1:4010/engage-api/1.0/users",
      ),
    ).toEqual({
      ok: true,
      account: "127",
      uiBaseUrl: "http://127.0.0.1:4010/engage",
      apiBaseUrl: "http://127.0.0.1:4010/engage-api",
    });
  });

  it("must be another one, and readable", () => {
    expect(problem("https://e.example.com", "https://e.example.com/1.0")).toContain("the same");
    expect(problem("https://e.example.com", "ftp://x.example.com")).toContain("The API address: ");
    expect(deriveAddresses("acme.engagement.dimelo.com", " ").ok).toBe(true);
  });
});

it("tells the host of pages from the host of the API", () => {
  expect(isUiHost("acme.engagement.dimelo.com")).toBe(true);
  expect(isUiHost("ACME.digital.ringcentral.com:443")).toBe(true);
  expect(isUiHost("acme.api.engagement.dimelo.com")).toBe(false);
  expect(isUiHost("127.0.0.1:4010")).toBe(false);
  expect(apiHostOf("acme.engagement.dimelo.com")).toBe("acme.api.engagement.dimelo.com");
  expect(apiHostOf("127.0.0.1:4010")).toBeNull();
});

it("reads localhost and IPv6, for a simulated Engage", () => {
  expect(readUrl("http://localhost:4010/engage").ok).toBe(true);
  expect(readUrl("http://[::1]:4010/engage").ok).toBe(true);
});
