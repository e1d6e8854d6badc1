import { describe, expect, it } from "vitest";
import {
  acdBaseUrlOfCluster,
  deriveAcdBaseUrl,
  deriveDfoBaseUrl,
  joinUrl,
  normaliseIssuer,
} from "./derive.ts";

describe("joinUrl", () => {
  it.each([
    ["https://a", "b", "https://a/b"],
    ["https://a/", "/b", "https://a/b"],
    ["https://a//", "//b/c", "https://a/b/c"],
    [" https://a/x/ ", "b?c=//d", "https://a/x/b?c=//d"],
  ])("%j + %j", (base, path, url) => expect(joinUrl(base, path)).toBe(url));
});

describe("normaliseIssuer", () => {
  it.each([
    "https://cxone.niceincontact.com",
    "https://cxone.niceincontact.com/",
    "  https://cxone.niceincontact.com//\n",
    "cxone.niceincontact.com",
    "https://cxone.niceincontact.com/.well-known/openid-configuration",
    "https://cxone.niceincontact.com/.well-known/cxone-configuration?tenantId=1",
  ])("%j", (typed) => expect(normaliseIssuer(typed)).toBe("https://cxone.niceincontact.com"));

  it("keeps another scheme for the guard to refuse, and nothing as nothing", () => {
    expect(normaliseIssuer("http://127.0.0.1:4010/cxone/")).toBe("http://127.0.0.1:4010/cxone");
    expect(normaliseIssuer("  ")).toBe("");
  });
});

describe("base URLs", () => {
  it("derives the digital host from area and domain", () => {
    expect(deriveDfoBaseUrl({ area: "EU1", domain: "niceincontact.com" })).toBe(
      "https://api-de-eu1.niceincontact.com",
    );
    expect(deriveDfoBaseUrl({ area: "na2", domain: "niceincontact.com" })).toBe(
      "https://api-de-na2.nicecxone-gov.com",
    );
    expect(deriveDfoBaseUrl({ domain: "niceincontact.com" })).toBeNull();
    expect(deriveDfoBaseUrl({ area: "eu1" })).toBeNull();
  });

  it.each([
    "https://api-c4.incontact.com",
    "https://api-c4.incontact.com/",
    "https://api-c4.incontact.com/inContactAPI",
    "https://api-c4.incontact.com/InContactAPI/services/V31.0/",
  ])("takes the ACD prefix off %s", (endpoint) => {
    expect(deriveAcdBaseUrl(endpoint)).toBe("https://api-c4.incontact.com");
  });

  it("falls back to the cluster", () => {
    expect(acdBaseUrlOfCluster("C71")).toBe("https://api-c71.nice-incontact.com");
  });
});
