import { afterAll, describe, expect, test } from "vitest";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { openHouse } from "#lib/handover/relay/test-house.ts";
import { isKnownBackUrl } from "./back-url.ts";

withTestDatabase();
afterAll(() => closeEgress());

type House = Awaited<ReturnType<typeof openHouse>>;

/** What CXone does with an administrator's click on the tile: the address it sends the browser to. */
async function clickTile(house: House): Promise<URL> {
  const page = await house.tenant.raw("/cxone/console/byoc");
  const id = /\/cxone\/console\/byoc\/([\w-]{8,})/.exec(String(page.body))?.[1];
  const answer = await house.tenant.raw(`/cxone/console/byoc/${id}/add`, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "");
}
const open = (url: URL) => fetch(url, { redirect: "manual" });

describe("the Add action URL", () => {
  test("exchanges the token and sends the browser back, once", async () => {
    const house = await openHouse({ relay: false });
    const url = await clickTile(house);
    const first = await open(url);
    expect(first.status).toBe(302);
    const back = new URL(first.headers.get("location") ?? "");
    expect(back.origin).toBe(house.tenant.baseUrl);
    expect(back.searchParams.get("result")).toBe("verified");
    expect(back.href).not.toContain(url.searchParams.get("token"));
    const second = await open(url);
    expect(second.status).toBe(403);
    expect(await second.text()).toContain("has been used or has expired");
  });

  test("an address that is not CXone's is never redirected to", async () => {
    const house = await openHouse({ relay: false });
    const url = await clickTile(house);
    url.searchParams.set("backUrl", "https://evil.example/phish");
    const answer = await open(url);
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
    expect(await answer.text()).toContain("CXone and Patchbay know each other");
  });

  test("the host that the query names is not called unless it is connected", async () => {
    const house = await openHouse({ relay: false });
    const url = await clickTile(house);
    url.searchParams.set("apiHost", "http://169.254.169.254");
    expect((await open(url)).status).toBe(302);
    const logged = await db().requestLog.findMany({ select: { host: true } });
    expect(logged.map((row) => row.host)).not.toContain("169.254.169.254");
  });

  test("a tenant that is not connected, and an address without its parameters, are told so", async () => {
    const house = await openHouse({ relay: false });
    const url = await clickTile(house);
    await db().handoverProvider.updateMany({ data: { connectionId: null } });
    await db().connection.deleteMany();
    const unknown = await open(url);
    expect([unknown.status, await unknown.text()]).toEqual([403, expect.stringContaining("not connected")]);
    for (const name of ["add", "reconnect", "remove"]) {
      const bare = await fetch(`${house.bridge.url}/handover/niceCxOne/${name}?token=%3Cscript%3E`);
      expect(bare.status).toBe(400);
      expect(await bare.text()).not.toContain("<script>");
    }
  });
});

describe("where a browser may be sent back to", () => {
  const live = {
    settings: { issuer: "https://cxone.niceincontact.com", accessKeyId: "a" },
    tenant: null,
  } as const;
  test.each([
    ["https://na1.nice-incontact.com/points", true],
    ["https://cxone.niceincontact.com/x?y=1", true],
    ["http://cxone.niceincontact.com/x", false],
    ["https://niceincontact.com.evil.example/", false],
    ["https://evilniceincontact.com/", false],
    ["https://user@cxone.niceincontact.com/", false],
    ["javascript:alert(1)", false],
    ["//evil.example", false],
    ["", false],
  ])("%s: %s", (address, allowed) => {
    expect(isKnownBackUrl(address, [live])).toBe(allowed);
  });

  test("the vendor's domains mean nothing to an installation that is only connected to a sandbox", () => {
    const sandbox = { settings: { issuer: "http://127.0.0.1:4010/cxone", accessKeyId: "a" }, tenant: null };
    expect(isKnownBackUrl("https://na1.nice-incontact.com/", [sandbox])).toBe(false);
    expect(isKnownBackUrl("http://127.0.0.1:4010/x", [sandbox])).toBe(true);
  });
});
