import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDnsClient, type LookedUp } from "./look-up.ts";
import { nameServers, parseNameServer } from "./schema.ts";
import { startTestDns, type TestDns } from "./start-test-dns.ts";

let dns: TestDns;
const seen: LookedUp[] = [];
const client = (more: object = {}) =>
  createDnsClient({
    servers: [dns.server],
    timeoutMs: 300,
    tries: 1,
    onLookUp: (one) => seen.push(one),
    ...more,
  });

beforeAll(async () => {
  dns = await startTestDns();
  dns.set("NS", "example.test", ["ns1.provider.test", "ns2.provider.test"]);
  dns.set("TXT", "example.test", ["v=spf1 -all", "site=1"]);
  dns.set("TXT", "long.example.test", [["a".repeat(255), "b".repeat(255), "c"]]);
  dns.set("MX", "example.test", ["20 Backup.example.test", "10 mx.example.test"]);
  dns.set("CNAME", "alias.example.test", ["Target.example.test"]);
  dns.set("TXT", "target.example.test", ["at the target"]);
});
beforeEach(() => {
  dns.trouble(null);
  seen.length = 0;
});
afterAll(() => dns.close());

describe("a look-up over a real server", () => {
  test("gives values of each type as people write them", async () => {
    const { lookUp } = client();
    expect(await lookUp("TXT", "example.test")).toEqual({
      outcome: "found",
      values: ["site=1", "v=spf1 -all"],
    });
    expect(await lookUp("MX", "example.test")).toEqual({
      outcome: "found",
      values: ["10 mx.example.test", "20 backup.example.test"],
    });
    expect(await lookUp("NS", "example.test")).toMatchObject({
      values: ["ns1.provider.test", "ns2.provider.test"],
    });
    expect(await lookUp("CNAME", "alias.example.test")).toMatchObject({ values: ["target.example.test"] });
  });

  test("a long TXT comes whole, its strings joined, and a TXT behind a CNAME is followed", async () => {
    const { lookUp } = client();
    const value = `${"a".repeat(255)}${"b".repeat(255)}c`;
    expect(await lookUp("TXT", "long.example.test")).toEqual({ outcome: "found", values: [value] });
    expect(await lookUp("TXT", "alias.example.test")).toMatchObject({ values: ["at the target"] });
  });

  test("what is truncated over UDP is fetched over TCP", async () => {
    dns.trouble("truncated");
    expect(await client().lookUp("TXT", "example.test")).toMatchObject({ outcome: "found" });
    expect(dns.asked.slice(-2)).toEqual(["udp TXT example.test", "tcp TXT example.test"]);
  });

  test("a name without such records and a name that is not there are told apart", async () => {
    const { lookUp } = client();
    expect(await lookUp("CNAME", "example.test")).toEqual({ outcome: "none" });
    expect(await lookUp("TXT", "nothing.example.test")).toEqual({ outcome: "no_such_name" });
  });

  test("a server that fails, refuses or keeps silent is named as that", async () => {
    dns.trouble("SERVFAIL");
    expect(await client().lookUp("TXT", "example.test")).toMatchObject({
      outcome: "server_failed",
      detail: expect.stringContaining("SERVFAIL"),
    });
    dns.trouble("REFUSED");
    expect(await client().lookUp("TXT", "example.test")).toMatchObject({
      outcome: "server_failed",
      detail: expect.stringContaining("REFUSED"),
    });
    dns.trouble("silent");
    expect(await client().lookUp("TXT", "example.test")).toMatchObject({ outcome: "timed_out" });
  });

  test("the second server is asked when the first keeps silent", async () => {
    const silent = await startTestDns();
    silent.trouble("silent");
    const { lookUp } = client({ servers: [silent.server, dns.server] });
    expect(await lookUp("TXT", "example.test")).toMatchObject({ outcome: "found" });
    await silent.close();
  });

  test("nothing is cached: a record that came in between is seen", async () => {
    const { lookUp } = client();
    expect(await lookUp("TXT", "late.example.test")).toEqual({ outcome: "no_such_name" });
    dns.set("TXT", "late.example.test", ["here"]);
    expect(await lookUp("TXT", "late.example.test")).toEqual({ outcome: "found", values: ["here"] });
    expect(seen.map(({ type, name, answer }) => `${type} ${name} ${answer.outcome}`)).toEqual([
      "TXT late.example.test no_such_name",
      "TXT late.example.test found",
    ]);
  });
});

test.each([
  ["1.1.1.1", { address: "1.1.1.1", port: 53 }],
  ["10.0.0.53:5353", { address: "10.0.0.53", port: 5353 }],
  ["2606:4700::1111", { address: "2606:4700::1111", port: 53 }],
  ["[2606:4700::1111]:5353", { address: "2606:4700::1111", port: 5353 }],
  ["dns.example.com", null],
  ["1.1.1.1:0", null],
  ["1.1.1.1:70000", null],
  ["1.1.1", null],
  ["", null],
])("%s as the address of a DNS server", (text, parsed) => {
  expect(parseNameServer(text)).toEqual(parsed);
});

test("at most three DNS servers, none twice", () => {
  expect(nameServers.safeParse(["1.1.1.1", "9.9.9.9", "8.8.8.8", "8.8.4.4"]).success).toBe(false);
  expect(nameServers.safeParse(["1.1.1.1", "1.1.1.1"]).success).toBe(false);
  expect(nameServers.parse([" 1.1.1.1 "])).toEqual(["1.1.1.1"]);
});
