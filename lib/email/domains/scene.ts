import { afterAll, beforeAll, beforeEach } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { startTestDns, type TestDns } from "#lib/dns/start-test-dns.ts";
import { setNameServers } from "#lib/name-servers/set-name-servers.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";

export const CONNECTION = "con_email";

/** For tests: a connection to CXone of which nothing but the row is needed. At the top level, after `withTestDatabase()`. */
export function withCxoneRow(): void {
  beforeAll(async () => {
    const settings = {
      issuer: "https://cxone.example.com",
      accessKeyId: "AK",
      clientId: "client",
      dfoBaseUrl: "",
    };
    await db().connection.create({
      data: { id: CONNECTION, kind: "cxone", name: "Acme", environment: "live", settings },
    });
  });
}

/** For tests: a DNS server on loopback that the workspace asks, empty before each test but for the zone. */
export function withTestDns(): () => TestDns {
  let dns: TestDns | undefined;
  const running = () => {
    if (!dns) throw new Error("The DNS server runs only while the tests do");
    return dns;
  };
  beforeAll(async () => {
    dns = await startTestDns();
    await allowHost(systemCtx("test"), dns.server, "DNS of this test");
    await setNameServers(testCtx("admin"), { servers: [dns.server] });
  });
  beforeEach(() => {
    running().trouble(null);
    running().clear();
    running().set("NS", "example.com", ["ns1.p01.awsdns-01.net", "ns2.p01.awsdns-02.org"]);
  });
  afterAll(async () => {
    await closeEgress();
    await dns?.close();
  });
  return running;
}
