import { afterAll, beforeAll, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { closeEgress, egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { startTestDns, type TestDns } from "#lib/dns/start-test-dns.ts";
import { parseEnv } from "#lib/env.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { forgetAllowedHosts } from "#lib/private-hosts/reads.ts";
import { dnsClientFor } from "./dns-client-for.ts";
import { getNameServers } from "./reads.ts";
import { nameServersForm } from "./schema.ts";
import { setNameServers } from "./set-name-servers.ts";

withTestDatabase();
const ann = testCtx("admin");
let dns: TestDns;
beforeAll(async () => {
  dns = await startTestDns();
  dns.set("TXT", "example.test", ["hello"]);
});
afterAll(async () => {
  await closeEgress();
  await dns.close();
});

test("without a setting the system's own resolver is asked", async () => {
  expect(await getNameServers(testCtx("auditor"))).toMatchObject({ source: "system", servers: [] });
});

test("a server in a private network is refused until an admin allows its host, and never when it is a metadata service", async () => {
  const input = { servers: [dns.server] };
  await expect(setNameServers(ann, input)).rejects.toMatchObject({
    code: "bad_input",
    options: { fields: { servers: expect.stringContaining("Private hosts") } },
  });
  await expect(setNameServers(ann, { servers: ["169.254.169.254"] })).rejects.toMatchObject({
    options: { fields: { servers: expect.stringContaining("never") } },
  });
  await expect(setNameServers(testCtx("operator"), input)).rejects.toMatchObject({ code: "forbidden" });
  await allowHost(ann, dns.server, "DNS of this test");
  expect(await setNameServers(ann, input)).toMatchObject({ source: "setting", ...input, updatedBy: "Ann" });
});

test("each look-up is a row of the request log, and a host that was closed again is not asked", async () => {
  const asked = { requestId: "req_dnstest1", connectionId: null };
  const client = await dnsClientFor(asked);
  expect(await client.lookUp("TXT", "example.test")).toMatchObject({ values: ["hello"] });
  expect(await client.lookUp("TXT", "gone.example.test")).toMatchObject({ outcome: "no_such_name" });
  await db().allowedHost.deleteMany();
  forgetAllowedHosts();
  const before = dns.asked.length;
  expect(await (await dnsClientFor(asked)).lookUp("MX", "example.test")).toMatchObject({
    outcome: "server_failed",
    detail: expect.stringContaining("private network"),
  });
  expect(dns.asked.length).toBe(before);
  await egress().flushLog();
  const rows = await db().requestLog.findMany({
    where: { requestId: asked.requestId },
    orderBy: { path: "asc" },
  });
  expect(
    rows.map(({ method, path, host, status, error }) => [method, path, host, status, error !== null]),
  ).toEqual([
    ["DNS", "example.test MX", dns.server, null, true],
    ["DNS", "example.test TXT", dns.server, 0, false],
    ["DNS", "gone.example.test TXT", dns.server, 3, false],
  ]);
  await setNameServers(ann, { servers: [] });
  expect(await getNameServers(ann)).toMatchObject({ source: "system", servers: [] });
});

test("DNS_SERVERS names up to three servers, and what is none stops the start", () => {
  expect(parseEnv({ DNS_SERVERS: "1.1.1.1, [2606:4700::1111]:53" }).DNS_SERVERS).toEqual([
    "1.1.1.1",
    "[2606:4700::1111]:53",
  ]);
  for (const DNS_SERVERS of ["dns.example.com", "1.1.1.1,,", "1.1.1.1,1.0.0.1,9.9.9.9,8.8.8.8"])
    expect(() => parseEnv({ DNS_SERVERS })).toThrow(/^DNS_SERVERS must be/);
});

test("of several lines that are no addresses the first is named, at the field that holds them all", () => {
  const { error } = nameServersForm.safeParse({ servers: "1.1.1.1\nnot one" });
  expect(error?.issues).toMatchObject([
    { path: ["servers"], message: expect.stringMatching(/^“not” is no address\. Enter the address/) },
  ]);
  expect(nameServersForm.parse({ servers: "" })).toEqual({ servers: [] });
});
