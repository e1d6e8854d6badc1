import { describe, expect, it } from "vitest";
import { checkTargetUrl } from "./check-target-url.ts";
import type { Resolve } from "./pinned-lookup.ts";

const resolvesTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const publicHost = resolvesTo("203.0.114.7");

describe("checkTargetUrl", () => {
  it("accepts a public https host", async () => {
    expect(await checkTargetUrl("https://api.example.com/x", [], { resolve: publicHost })).toEqual({
      ok: true,
    });
  });

  it.each([
    ["http://api.example.com", "not-https"],
    ["https://user:pass@api.example.com", "credentials-in-url"],
    ["https://@api.example.com", "credentials-in-url"],
    ["https://api.example.com:8443", "port-not-allowed"],
    ["https://api.example.com ", "not-a-url"],
    ["https://api.exa\tmple.com", "not-a-url"],
    ["https://good.example\\@evil.example", "not-a-url"],
    ["ftp://api.example.com", "not-a-url"],
    ["api.example.com", "not-a-url"],
    ["", "not-a-url"],
    ["https://127.0.0.1", "private-address"],
    ["https://2130706433", "private-address"],
    ["https://0x7f000001", "private-address"],
    ["https://0177.0.0.1", "private-address"],
    ["https://127.1", "private-address"],
    ["https://10.1.2.3", "private-address"],
    ["https://[::1]", "private-address"],
    ["https://[::ffff:127.0.0.1]", "private-address"],
    ["https://[fd00::1]", "private-address"],
    ["https://100.64.3.2", "private-address"],
    ["https://169.254.169.254/latest/meta-data", "forbidden-address"],
    ["https://0xA9FEA9FE", "forbidden-address"],
    ["https://[fe80::1]", "forbidden-address"],
    ["https://0.0.0.0", "forbidden-address"],
    ["https://[::]", "forbidden-address"],
    ["https://239.1.1.1", "forbidden-address"],
  ])("refuses %j as %s", async (url, reason) => {
    const check = await checkTargetUrl(url, [], { resolve: publicHost });
    expect(check).toMatchObject({ ok: false, reason });
  });

  it("refuses a name if any one of its addresses is private", async () => {
    const resolve = resolvesTo("203.0.114.7", "10.0.0.5");
    expect(await checkTargetUrl("https://mixed.example.com", [], { resolve })).toEqual({
      ok: false,
      reason: "private-address",
      sentence:
        "mixed.example.com resolves to 10.0.0.5, which is not public: private network. Use a public address, or have an admin add the host to the allowed private hosts.",
    });
  });

  it("refuses localhost by what it resolves to", async () => {
    expect(await checkTargetUrl("https://localhost", [])).toMatchObject({
      ok: false,
      reason: "private-address",
    });
  });

  it("says when a name does not resolve", async () => {
    const resolve: Resolve = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await checkTargetUrl("https://nowhere.example.com", [], { resolve })).toMatchObject({
      reason: "does-not-resolve",
    });
  });

  it("lets a listed host use http, any port and a private address", async () => {
    const resolve = resolvesTo("10.0.0.5");
    for (const entry of ["box.internal", "BOX.internal:8080", " box.internal "]) {
      expect(await checkTargetUrl("http://box.internal:8080/x", [entry], { resolve })).toEqual({ ok: true });
    }
    expect(await checkTargetUrl("http://[::1]:4010", ["[::1]:4010"])).toEqual({ ok: true });
    expect(await checkTargetUrl("http://127.0.0.1:4010", ["127.0.0.1"])).toEqual({ ok: true });
  });

  it("takes the port of an entry literally", async () => {
    const resolve = resolvesTo("10.0.0.5");
    expect(
      await checkTargetUrl("http://box.internal:8081", ["box.internal:8080"], { resolve }),
    ).toMatchObject({
      reason: "not-https",
    });
  });

  it("never calls a metadata address, listed or not", async () => {
    expect(await checkTargetUrl("http://169.254.169.254", ["169.254.169.254"])).toMatchObject({
      reason: "forbidden-address",
    });
    const resolve = resolvesTo("169.254.169.254");
    expect(await checkTargetUrl("http://box.internal", ["box.internal"], { resolve })).toMatchObject({
      reason: "forbidden-address",
    });
  });
});
